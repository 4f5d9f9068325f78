package gateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {

    /** All but the one that nobody ever sees. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLIENT_CLOSED")
    void callersFindEachInTheTableOfErrors(ErrorCode code) throws IOException {
        assertThat(Files.readAllLines(Path.of("docs", "api.md")))
                .anyMatch(line -> line.startsWith("| ")
                        && line.substring(0, line.indexOf('|', 2)).contains(Integer.toString(code.status()))
                        && line.contains('`' + code.wire() + '`'));
    }
}
