package gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.fault.GatewayException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            none            | 0  | 10
            bytes=0-        | 0  | 10
            bytes=0-9       | 0  | 10
            bytes=2-3       | 2  | 4
            bytes=9-        | 9  | 10
            bytes=4-99      | 4  | 10
            bytes=-3        | 7  | 10
            bytes=-99       | 0  | 10
            bytes=-         | 0  | 10
            bytes=4-3       | 0  | 10
            bytes=0-1,4-5   | 0  | 10
            lines=0-1       | 0  | 10
            """)
    void theRangeIsThatOfTheHeader(String header, long from, long until) {
        assertThat(ByteRange.parse(header, 10)).isEqualTo(new ByteRange(from, until));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-11", "bytes=-0"})
    void whatLiesBeyondTheEndIsRefused(String header) {
        assertThatThrownBy(() -> ByteRange.parse(header, 10))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("10 bytes");
    }
}
