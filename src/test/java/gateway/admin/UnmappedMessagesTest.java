package gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.admin.UnmappedMessages.Unmapped;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UnmappedMessagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final UnmappedMessages messages = new UnmappedMessages(InstantSource.fixed(Instant.EPOCH));

    /** A vendor's arguments are the conversation; so may names be that no dialect gives. */
    @Test
    void nothingOfTheConversationIsKept() throws IOException {
        messages.record("acme/m", "x", JSON.readTree("""
                {"type":"tool_use","input":{"alice@example.com":true,"card":4111111111111111,"type":"hunter2"},
                 "args":["a"],"n":42,"what she said":"x","ok":true}"""));

        assertThat(String.valueOf(messages.all().getFirst().message()))
                .isEqualTo("{\"type\":\"tool_use\",\"input\":\"(3 members)\",\"args\":\"(1 members)\","
                        + "\"n\":\"(a number)\",\"(a name of 13 characters)\":\"(1 characters)\",\"ok\":true}");
    }

    @Test
    void anObjectOfManyMembersIsCut() {
        ObjectNode many = JSON.createObjectNode();
        for (int i = 0; i < 100_000; i++) {
            many.put("member" + i, i);
        }

        messages.record("acme/one", "acme/event.jslt", many);

        assertThat(messages.all().getFirst().message().toString()).hasSizeLessThan(20_000);
    }

    @Test
    void theStructureIsKeptAndTheTextIsNot() throws IOException {
        messages.record("acme/m", "acme/event.jslt:3", JSON.readTree("""
                {"type": "delta", "role": "not a kind", "n": 3, "end": null,
                 "parts": [{"text": "a secret"}, true, "another"]}
                """));

        Unmapped kept = messages.all().getFirst();
        assertThat(kept.mapping()).isEqualTo("acme/event.jslt:3");
        assertThat(kept.message()).isEqualTo(JSON.readTree("""
                {"type": "delta", "role": "(10 characters)", "n": "(a number)", "end": null,
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
