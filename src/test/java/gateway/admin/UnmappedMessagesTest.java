package gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.admin.UnmappedMessages.Unmapped;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UnmappedMessagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final UnmappedMessages messages = new UnmappedMessages(InstantSource.fixed(Instant.EPOCH));

    @Test
    void theStructureIsKeptAndTheTextIsNot() throws IOException {
        messages.record("acme/m", "acme/event.jslt:3", JSON.readTree("""
                {"type": "delta", "role": "not a kind", "n": 3, "end": null,
                 "parts": [{"text": "a secret"}, true, "another"]}
                """));

        Unmapped kept = messages.all().getFirst();
        assertThat(kept.mapping()).isEqualTo("acme/event.jslt:3");
        assertThat(kept.message()).isEqualTo(JSON.readTree("""
                {"type": "delta", "role": "(10 characters)", "n": 3, "end": null,
                 "parts": [{"text": "(8 characters)"}, true, "(7 characters)"]}
                """));
    }

    @Test
    void onlyTheLastAreKeptAndNoneIsHuge() throws IOException {
        for (int i = 0; i < 30; i++) {
            messages.record("acme/m" + i, "x", JSON.readTree("[" + "[1],".repeat(10_000) + "1]"));
        }

        assertThat(messages.all().stream().map(Unmapped::offer).collect(Collectors.toList()))
                .hasSize(20)
                .startsWith("acme/m29", "acme/m28");
        assertThat(messages.all().getFirst().message().toString()).hasSizeLessThan(5_000);
    }
}
