// @start region="file"
import concurrent.futures.*;

void main(String... files) {
    try (Executor executor = new ProcessPoolExecutor(2)) {
        executor.map(file -> file + ": " + Files.size(Path.of(file)) + " bytes", List.of(files))
                .forEach(IO::println);
    }
}
// @end
