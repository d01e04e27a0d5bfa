package concurrent.futures.cluster.internal.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Different classes of one name, which are on no class path.
final class Versions {
    /// Their name.
    static final String NAME = "made.up.Versioned";

    private Versions() {}

    /// Compiles one: a task that says which it is.
    static byte[] compile(int number) throws IOException {
        String source = "package made.up; public final class Versioned implements concurrent.futures.Task<String> {"
                + " private static final long serialVersionUID = " + number + ";"
                + " public String call() { return \"version " + number + "\"; } }";
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null);
                JavaFileManager files = new ForwardingJavaFileManager<>(standard) {
                    @Override
                    public JavaFileObject getJavaFileForOutput(
                            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
                        return new SimpleJavaFileObject(URI.create("memory:/" + className), kind) {
                            @Override
                            public OutputStream openOutputStream() {
                                return bytes;
                            }
                        };
                    }
                }) {
            JavaFileObject unit =
                    new SimpleJavaFileObject(URI.create("memory:/made/up/Versioned.java"), JavaFileObject.Kind.SOURCE) {
                        @Override
                        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                            return source;
                        }
                    };
            List<String> options =
                    List.of("-cp", Objects.requireNonNull(System.getProperty("java.class.path")), "-proc:none");
            if (!compiler.getTask(null, files, null, options, null, List.of(unit))
                    .call()) {
                throw new IOException("it does not compile");
            }
        }
        return bytes.toByteArray();
    }
}
