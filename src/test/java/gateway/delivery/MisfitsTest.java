package gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.schibsted.spt.data.jslt.JsltException;
import gateway.admin.UnmappedMessages;
import gateway.vendors.Mapping;
import gateway.vendors.VendorModel;
import gateway.vendors.folder.VendorFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MisfitsTest {

    private static final JsonNode MESSAGE =
            JsonNodeFactory.instance.objectNode().put("text", "somebody's words");
    private static final Mapping MAPPING = Mapping.compile("claude/response.jslt", "{\n\"a\": [for (.text) .]}");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Misfits.class);

    private Instant now = Instant.EPOCH;
    private final Misfits misfits = new Misfits(new UnmappedMessages(() -> now), () -> now, Duration.ofMinutes(1));

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
    }

    @Test
    void theLogNamesVendorMappingAndFieldAndNothingThatWasSaid() {
        fail();

        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage())
                    .contains("claude/claude-opus-5", "claude/response.jslt:2, at .text")
                    .doesNotContain("somebody");
        });
    }

    /** Each request to a vendor that has changed its answers fails, thousands a second. */
    @Test
    void aPlaceThatFailsAgainIsToldAgainAfterAPauseOnly() {
        fail();
        fail();
        now = now.plusSeconds(59);
        fail();
        assertThat(log.list).hasSize(1);

        now = now.plusSeconds(1);
        fail();
        assertThat(log.list).hasSize(2);
    }

    private void fail() {
        JsltException failure = catchThrowableOfType(JsltException.class, () -> MAPPING.apply(MESSAGE));
        misfits.failure(claude(), MAPPING, "the answer", MESSAGE, failure);
    }

    private static VendorModel claude() {
        VendorFolder.Content folder = Shipped.folder(Path.of("vendors", "claude"), OfflineReplay.create());
        return folder.vendorModel(folder.blueprint().card().models().stream()
                .filter(model -> model.id().equals("claude-opus-5"))
                .findFirst()
                .orElseThrow());
    }
}
