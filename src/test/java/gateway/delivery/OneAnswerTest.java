package gateway.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.api.Asked;
import gateway.api.Dialect;
import gateway.fault.GatewayException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dialects whose answers have no place for several choices. */
class OneAnswerTest {

    @ParameterizedTest
    @CsvSource({"anthropic, messages", "responses, input"})
    void severalAnswersAreRefusedRatherThanRunTogether(String name, String prompt) {
        Dialect dialect = Shipped.dialects().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        String body = "{\"model\":\"m\",\"max_tokens\":5,\"n\":2,\"%s\":[{\"role\":\"user\",\"content\":\"x\"}]}";

        assertThatThrownBy(() ->
                        dialect.read(new Asked("/", null, body.formatted(prompt).getBytes(UTF_8))))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("'n' must be 1");
    }
}
