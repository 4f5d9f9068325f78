package streams.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {

    @Test
    void countsAProcessWithItsChildrenOnceEach() throws IOException {
        long self = ProcessHandle.current().pid();
        Process child = new ProcessBuilder("cat").start();
        try {
            long alone = new ProcessTree(List.of(child.pid())).use().resident();
            ProcessTree.Use both = new ProcessTree(List.of(self, child.pid())).use();

            assertThat(alone).isPositive();
            assertThat(both.resident()).isGreaterThan(alone);
            assertThat(both.user() + both.system()).isPositive();
        } finally {
            child.destroy();
        }
    }

    @Test
    void aProcessThatIsNotThereIsTold() {
        assertThatThrownBy(() -> new ProcessTree(List.of(99_999_999L)).check()).hasMessage("no process 99999999");
    }
}
