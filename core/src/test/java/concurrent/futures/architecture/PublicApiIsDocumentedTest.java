package concurrent.futures.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every public or protected type, method, constructor and field of the exported packages has a documentation comment,
/// but for those that override one. That comments are well formed is doclint's part.
class PublicApiIsDocumentedTest {
    private static final Path ROOT = Path.of("src/main/java/concurrent/futures");

    @Test
    void everyPublicElementHasADocumentationComment() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("", "spi", "event")) {
            if (Files.isDirectory(ROOT.resolve(folder))) {
                try (Stream<Path> found = Files.list(ROOT.resolve(folder))) {
                    found.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
                }
            }
        }
        assertFalse(files.isEmpty(), "no sources in " + ROOT.toAbsolutePath());
        assertEquals("", String.join("\n", undocumented(files)));
    }

    @Test
    void aMissingCommentIsSeen(@TempDir Path folder) throws IOException {
        Path source = Files.writeString(folder.resolve("Shape.java"), """
                /** A shape. */
                public interface Shape {
                    int corners();
                    /** Its area. */
                    double area();
                    record Circle(double radius) implements Shape {
                        @Override public int corners() { return 0; }
                        @Override public double area() { return radius; }
                        private void hidden() {}
                    }
                }
                """);
        assertEquals(List.of("Shape.java:3: corners", "Shape.java:6: Circle"), undocumented(List.of(source)));
    }

    private static List<String> undocumented(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager fileManager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, fileManager, null, null, null, fileManager.getJavaFileObjectsFromPaths(files));
            Scan scan = new Scan(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                scan.scan(unit, null);
            }
            return scan.undocumented;
        }
    }

    private static final class Scan extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final DocTrees docs;
        private final List<String> undocumented = new ArrayList<>();

        Scan(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            if (isVisible(type.getModifiers())) {
                check(type, type.getModifiers(), type.getSimpleName().toString());
                super.visitClass(type, null);
            }
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            // A compact or generated constructor of a record has no position of its own.
            if (isVisible(method.getModifiers()) && line(method) > 0) {
                check(method, method.getModifiers(), method.getName().toString());
            }
            return null;
        }

        @Override
        public @Nullable Void visitVariable(VariableTree field, @Nullable Void nothing) {
            boolean isField = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree;
            boolean isComponent = isField
                    && getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD
                    && !field.getModifiers().getFlags().contains(Modifier.STATIC);
            if (isField && !isComponent && isVisible(field.getModifiers())) {
                check(field, field.getModifiers(), field.getName().toString());
            }
            return null;
        }

        private boolean isVisible(ModifiersTree modifiers) {
            TreePath parent = getCurrentPath().getParentPath();
            boolean inInterface = parent != null && parent.getLeaf().getKind() == Tree.Kind.INTERFACE;
            return modifiers.getFlags().contains(Modifier.PUBLIC)
                    || modifiers.getFlags().contains(Modifier.PROTECTED)
                    || (inInterface && !modifiers.getFlags().contains(Modifier.PRIVATE));
        }

        private void check(Tree element, ModifiersTree modifiers, String name) {
            boolean overrides = modifiers.getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            if (!overrides && docs.getDocComment(getCurrentPath()) == null) {
                Path file = Path.of(
                        getCurrentPath().getCompilationUnit().getSourceFile().toUri());
                undocumented.add(file.getFileName() + ":" + line(element) + ": " + name);
            }
        }

        private long line(Tree element) {
            CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
            long start = docs.getSourcePositions().getStartPosition(unit, element);
            return start < 0 ? 0 : unit.getLineMap().getLineNumber(start);
        }
    }
}
