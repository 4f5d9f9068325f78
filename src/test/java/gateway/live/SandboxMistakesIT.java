package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A model inside the process finds what is wrong with a request later than other steps do. */
class SandboxMistakesIT {

    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = Gateway.start(java.util.Map.of());
        gateway.copyVendor("sandbox");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void textThatSaysNothingIsNoMistake() {
        HttpResponse<String> answer = gateway.chat("{\"model\":\"sandbox\",\"messages\":["
                + "{\"role\":\"system\",\"content\":\"\"},{\"role\":\"user\",\"content\":\" \"}]}");

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void aRoleItDoesNotKnowIsTheCallersMistake() {
        HttpResponse<String> answer =
                gateway.chat("{\"model\":\"sandbox\",\"messages\":[{\"role\":\"robot\",\"content\":\"hi\"}]}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Gateway.json(answer.body()).at("/error/param").asText()).isEqualTo("messages[0].role");
    }
}
