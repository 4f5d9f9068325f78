package gateway.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.JsltException;
import gateway.vendors.Capability;
import gateway.vendors.Mapping;
import gateway.vendors.ModelCard;
import gateway.vendors.Protocol;
import gateway.vendors.StreamMapping;
import gateway.vendors.Tokenizer;
import gateway.vendors.VendorModel;
import gateway.wire.ChunkEdits;
import gateway.wire.EventReader;
import gateway.wire.JsonValuesReader;
import gateway.wire.ReplyFacts;
import gateway.wire.ReplyReader;
import gateway.wire.SseReader;
import gateway.wire.TextPiecesReader;
import gateway.wire.TokenCounter;
import gateway.wire.UnreadableReplyException;
import gateway.wire.Usage;
import gateway.wire.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns vendors' replies into canonical ones. Thread-safe. */
final class Replies {

    private static final String ANSWER = "the answer";

    private final Misfits misfits;
    private final ReplyReader reader;
    private final ObjectMapper mapper;
    private final int eventLimit;
    private final InstantSource clock;
    private final Supplier<String> ids;

    Replies(JsonFactory json, int eventLimit, Misfits misfits, InstantSource clock, Supplier<String> ids) {
        this.ids = ids;
        this.misfits = misfits;
        this.reader = new ReplyReader(json);
        this.mapper = WireJson.mapper(json);
        this.eventLimit = eventLimit;
        this.clock = clock;
    }

    /**
     * The reply in the canonical dialect.
     *
     * @throws CallFailure when the mapping cannot take it, or when it is an error, as {@code refusal} says
     */
    byte[] canonical(VendorModel from, byte[] body, Function<byte[], CallFailure> refusal) {
        return canonical(from, from.mappings().response(), body, refusal);
    }

    /**
     * What a vendor says of work that it ends later, as {@code {"status", "progress", "data", "error"}}.
     *
     * @throws CallFailure when the mapping cannot take it, or when it is an error, as {@code refusal} says
     */
    byte[] polled(VendorModel from, byte[] body, Function<byte[], CallFailure> refusal) {
        return canonical(from, from.mappings().poll(), body, refusal);
    }

    /**
     * Looks through a vendor's list of work.
     *
     * @param task our own name for it
     * @return the vendor's; null when it is not there
     */
    @Nullable
    String found(VendorModel from, byte[] body, String task) {
        Mapping mapping = Objects.requireNonNull(from.mappings().find());
        try {
            JsonNode tree = mapper.readTree(body);
            String id = find(mapping, from, tree, task).asText("");
            return id.isEmpty() ? null : id;
        } catch (IOException e) {
            throw new CallFailure(FailureKind.UNREADABLE, "the list of its work is not valid JSON");
        }
    }

    private JsonNode find(Mapping mapping, VendorModel from, JsonNode tree, String task) {
        try {
            return mapping.apply(tree, Map.of("task", TextNode.valueOf(task)));
        } catch (JsltException e) {
            throw misfits.failure(from, mapping, "a list of work", tree, e);
        }
    }

    private byte[] canonical(
            VendorModel from, @Nullable Mapping mapping, byte[] body, Function<byte[], CallFailure> refusal) {
        Mapping when = from.protocol().errors().when();
        if (mapping == null && when == null) {
            return body;
        }
        try {
            JsonNode tree = mapper.readTree(body);
            if (when != null && is(when, from, tree)) {
                throw refusal.apply(body);
            }
            return mapping == null ? body : mapper.writeValueAsBytes(mapped(mapping, from, tree));
        } catch (IOException e) {
            throw new CallFailure(FailureKind.UNREADABLE, "the answer is not valid JSON");
        }
    }

    /** Whether a body that came in place of a stream is an error, in the canonical dialect or by the sign of the card. */
    boolean tellsError(VendorModel from, byte[] body) {
        Mapping when = from.protocol().errors().when();
        if (when != null) {
            try {
                return is(when, from, mapper.readTree(body)) || facts(body).error();
            } catch (IOException e) {
                throw new CallFailure(FailureKind.UNREADABLE, "the answer is not valid JSON");
            }
        }
        return facts(body).error();
    }

    private boolean is(Mapping when, VendorModel from, JsonNode tree) {
        try {
            return when.apply(tree).asBoolean();
        } catch (JsltException e) {
            throw misfits.failure(from, when, ANSWER, tree, e);
        }
    }

    private JsonNode mapped(Mapping mapping, VendorModel from, JsonNode tree) {
        try {
            JsonNode answer = mapping.apply(tree, facts(from.model()));
            boolean chat = from.model().capability().kind() == Capability.Kind.CHAT;
            String fault = chat ? new AnswerCheck(true).fault(answer) : null;
            if (fault != null) {
                throw misfits.failure(from, mapping, tree, fault);
            }
            return envelope(Envelope.WHOLE, from.model()).complete(answer);
        } catch (JsltException e) {
            throw misfits.failure(from, mapping, ANSWER, tree, e);
        }
    }

    private Envelope envelope(String object, ModelCard model) {
        return new Envelope(object, model.id(), clock.instant().getEpochSecond(), ids);
    }

    /** What a mapping may use beside the message. */
    private Map<String, JsonNode> facts(ModelCard model) {
        return Map.of(
                "model", TextNode.valueOf(model.id()),
                "created", LongNode.valueOf(clock.instant().getEpochSecond()));
    }

    ReplyFacts facts(byte[] canonical) {
        try {
            return reader.read(canonical, 0, canonical.length);
        } catch (UnreadableReplyException e) {
            throw new CallFailure(FailureKind.UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    /**
     * A reply that holds an answer, ready for the caller.
     *
     * @param promptTokens our own estimate
     * @param request canonical request, to count its prompt where nobody has
     */
    Answer.Whole whole(byte[] canonical, ReplyFacts facts, ModelCard model, int promptTokens, byte[] request) {
        if (facts.choices() <= 0) {
            throw new CallFailure(FailureKind.UNREADABLE, "the answer has no choices");
        }
        if (!facts.speaks()) {
            // A mapping makes a choice of anything; one without words and without an end is no answer.
            throw new CallFailure(FailureKind.UNREADABLE, "the answer says nothing");
        }
        Usage usage = Usage.of(facts.usage(), promptTokens, facts.content(), model.contextTokens());
        Tokenizer tokenizer = model.tokenizer();
        if (usage.estimated() && tokenizer != null) {
            usage = usage.recounted(TokenCounter.prompt(request, tokenizer), generated(canonical, tokenizer));
        }
        byte[] edited =
                ChunkEdits.edit(canonical, 0, canonical.length, facts, false, usage.estimated() ? usage : null, model);
        return new Answer.Whole(edited == null ? canonical : edited, usage);
    }

    private long generated(byte[] canonical, Tokenizer tokenizer) {
        StringBuilder text = new StringBuilder();
        try {
            reader.read(canonical, 0, canonical.length, text);
        } catch (UnreadableReplyException e) {
            throw new IllegalStateException("the reply was read before", e);
        }
        return TokenCounter.of(text.toString(), tokenizer);
    }

    /** @param refusal what an error among the events, given its data, means */
    VendorStream stream(VendorModel from, InputStream in, Function<byte[], CallFailure> refusal) {
        Protocol protocol = from.protocol();
        Mapping mapping = from.mappings().event();
        EventReader events =
                switch (protocol.stream().framing()) {
                    case SSE -> new SseReader(in, eventLimit, protocol.stream().idBegins());
                    case NDJSON, JSON_ARRAY -> new JsonValuesReader(in, eventLimit);
                    case CHUNKED_BYTES -> new TextPiecesReader(in);
                };
        StreamMapping mapped = mapping == null ? null : new StreamMapping(mapping, facts(from.model()));
        MappedEvents trees = mapped == null && !MappedEvents.areNeeded(protocol)
                ? null
                : new MappedEvents(mapper, from, mapped, envelope(Envelope.CHUNK, from.model()), misfits, refusal);
        return new VendorStream(events, reader, from, trees, refusal);
    }
}
