package gateway.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.AnswerMemory;
import gateway.api.Asked;
import gateway.api.Dialects;
import gateway.vendors.Replay;
import gateway.vendors.VendorModel;
import gateway.wire.ChatRequestReader;
import gateway.wire.EmbeddingReply;
import gateway.wire.EmbeddingReplyReader;
import gateway.wire.EmbeddingRequest;
import gateway.wire.EmbeddingRequestReader;
import gateway.wire.ImageRequest;
import gateway.wire.ImageRequestReader;
import gateway.wire.ReplyFacts;
import gateway.wire.SpeechRequestReader;
import gateway.wire.TaskTag;
import gateway.wire.TranscriptionRequestReader;
import gateway.wire.UnreadableReplyException;
import gateway.wire.VendorRequests;
import gateway.wire.WireJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Replays recorded messages through the very code that live ones pass. */
final class PathReplay implements Replay {

    private static final Asked REPLAYED = new Asked("", null, new byte[0]);

    /** Of answers whose mapping names none. */
    static final String ID = "replayed";

    /** What mappings find in the variables {@code task} and {@code callback}. */
    private static final TaskTag TASK = new TaskTag("task_replayed", "https://gateway.example/callback");

    private final ChatRequestReader reader;
    private final VendorRequests requests;
    private final Replies replies;
    private final VendorErrors errors;
    private final EmbeddingRequestReader embeddings;
    private final EmbeddingReplyReader vectors;
    private final ImageRequestReader images;
    private final SpeechRequestReader speech;
    private final TranscriptionRequestReader transcriptions;
    private final ObjectMapper mapper;

    /** @param json factory that bounds depth and size */
    PathReplay(JsonFactory json, VendorRequests requests, Replies replies, VendorErrors errors) {
        this.reader = new ChatRequestReader(json);
        this.embeddings = new EmbeddingRequestReader(json, Integer.MAX_VALUE);
        this.vectors = new EmbeddingReplyReader(json);
        this.speech = new SpeechRequestReader(json);
        this.transcriptions = new TranscriptionRequestReader(json);
        this.images = new ImageRequestReader(json, Integer.MAX_VALUE, Long.MAX_VALUE);
        this.mapper = WireJson.mapper(json);
        this.requests = requests;
        this.replies = replies;
        this.errors = errors;
    }

    @Override
    public byte[] request(VendorModel to, byte[] canonical) {
        return switch (to.model().capability().kind()) {
            case CHAT -> requests.write(reader.read(canonical), to);
            case EMBEDDINGS -> {
                EmbeddingRequest request = embeddings.read(canonical);
                yield requests.write(request, 0, request.inputs().size(), to);
            }
            case IMAGES -> {
                ImageRequest request = images.read(canonical, null);
                yield requests.write(request, request.images(), TASK, to);
            }
            case SPEECH -> requests.write(speech.read(canonical), to);
            case TRANSCRIPTION -> requests.write(transcriptions.read(canonical, 1), to);
        };
    }

    @Override
    public byte[] reply(VendorModel to, byte[] vendorReply) {
        byte[] canonical = replies.canonical(to, vendorReply, PathReplay::anError);
        return switch (to.model().capability().kind()) {
            case CHAT -> chat(canonical, to);
            case EMBEDDINGS -> vectors(canonical, to);
            case IMAGES -> images(canonical, to);
            case SPEECH -> throw new CallFailure(FailureKind.UNREADABLE, "sound cannot be recorded as JSON");
            case TRANSCRIPTION -> canonical;
        };
    }

    private byte[] chat(byte[] canonical, VendorModel to) {
        ReplyFacts facts = replies.facts(canonical);
        if (facts.error()) {
            throw anError(canonical);
        }
        return replies.whole(canonical, facts, to.model(), 0, new byte[0]).body();
    }

    private byte[] images(byte[] canonical, VendorModel to) {
        try {
            JsonNode answer = mapper.readTree(canonical);
            if (answer.hasNonNull("error") || !(answer instanceof ObjectNode object)) {
                throw anError(canonical);
            }
            if (to.protocol().task() != null && answer.hasNonNull("task")) {
                return canonical;
            }
            ImageList list = new ImageList();
            list.add(object, answer.path("data").size(), JsonNode::deepCopy);
            return mapper.writeValueAsBytes(list.joined(to.model(), list.usage(to.model(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] vectors(byte[] canonical, VendorModel to) {
        try {
            VectorList list = new VectorList(false);
            EmbeddingReply reply = vectors.read(
                    canonical, mapper.readTree(canonical).path("data").size());
            if (reply.error()) {
                throw anError(canonical);
            }
            list.add(reply, to.model());
            return list.joined(to.model(), () -> 1).body();
        } catch (UnreadableReplyException e) {
            throw new CallFailure(FailureKind.UNREADABLE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a caller sees it who asked for usage. */
    @Override
    public String stream(VendorModel to, String vendorStream) {
        VendorStream stream = replies.stream(
                to, new ByteArrayInputStream(vendorStream.getBytes(StandardCharsets.UTF_8)), PathReplay::anError);
        Chunks chunks = new Chunks(
                true,
                0,
                to.model(),
                stream,
                Dialects.CANONICAL.read(REPLAYED).wayBack().events(new AnswerMemory(0)));
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        try {
            while (true) {
                switch (stream.next()) {
                    case CHUNK -> chunks.pass(seen::write);
                    case DONE -> {
                        chunks.end(() -> ID, 0, seen::write);
                        return seen.toString(StandardCharsets.UTF_8);
                    }
                    case COMMENT -> {
                        // the caller does not see these
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] poll(VendorModel to, byte[] vendorPoll) {
        return replies.polled(to, vendorPoll, PathReplay::anError);
    }

    @Override
    public byte[] error(VendorModel to, byte[] vendorError) {
        return errors.error(vendorError, to).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static CallFailure anError(byte[] told) {
        return new CallFailure(FailureKind.ERROR_IN_REPLY, "an error instead of an answer");
    }
}
