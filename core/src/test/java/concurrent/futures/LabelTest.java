package concurrent.futures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelTest {
    @Test
    void aLabelIsOneWord() {
        for (String wrong : List.of("", " ", "a b", "a,b", "a\n", "a".repeat(256))) {
            assertThrows(
                    IllegalArgumentException.class, () -> TaskOptions.defaults().withLabel(wrong));
        }
        assertEquals("gpu=a100", TaskOptions.defaults().withLabel("gpu=a100").label());
    }

    @Test
    void whoDoesNotChooseMachinesSaysWhoDoes() {
        try (ThreadPoolExecutor executor = new ThreadPoolExecutor(1)) {
            TaskOptions labelled = TaskOptions.defaults().withLabel("gpu");
            for (Executor refusing : List.of(
                    executor,
                    executor.submit(() -> TaskContext.current().executor()).result())) {
                String told = String.valueOf(assertThrows(IllegalArgumentException.class, () -> refusing.with(labelled))
                        .getMessage());
                assertTrue(told.contains("what these submit in turn runs on any machine"), told);
            }
        }
    }
}
