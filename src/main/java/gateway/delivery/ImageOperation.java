package gateway.delivery;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.media.ImageHeader;
import gateway.tasks.VendorJob;
import gateway.vendors.Offer;
import gateway.vendors.VendorModel;
import gateway.wire.ImageRequest;
import gateway.wire.Usage;
import gateway.wire.VendorRequests;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Images of one request: as many calls of one vendor as its limit of images a call makes necessary. Another vendor begins
 * anew, so that one answer is one vendor's work. Used by one request's thread.
 */
final class ImageOperation implements Operation {

    private final Factory parts;
    private final ImageRequest request;
    private @Nullable Offer offer;
    private ImageList images = new ImageList();
    private long bytes;

    private ImageOperation(Factory parts, ImageRequest request) {
        this.parts = parts;
        this.request = request;
    }

    /** What all requests for images share. */
    record Factory(
            int replyLimit,
            BodyMemory memory,
            VendorRequests requests,
            Replies replies,
            ObjectMapper mapper,
            VendorErrors errors,
            ImageFiles files,
            TaskTags tags,
            InstantSource clock) {

        ImageOperation of(ImageRequest request) {
            return new ImageOperation(this, request);
        }
    }

    @Override
    public byte[] question(Call call, VendorModel to) {
        Offer asked = call.attempt().offer();
        if (!asked.equals(offer)) {
            offer = asked;
            images = new ImageList();
            bytes = 0;
        }
        return parts.requests().write(request, wanted(asked), parts.tags().of(call.task), to);
    }

    @Override
    public Answer answer(Call call, String type, InputStream body) throws IOException {
        Attempt attempt = call.attempt();
        Offer asked = attempt.offer();
        byte[] told = read(type, body);
        ObjectNode answer = type.startsWith("image/") ? drawn(told) : mapped(told, attempt);
        if (attempt.offer().protocol().task() != null && answer.hasNonNull("task")) {
            return new Answer.Begun(name(answer.get("task").asText()));
        }
        gather(answer, attempt);
        bytes += told.length;
        if (bytes > parts.replyLimit()) {
            throw new CallFailure(
                    FailureKind.OUR_LIMIT, "the images together are over the gateway's limit; ask for fewer at once");
        }
        parts.memory().resize(call, call.bodyBytes + told.length);
        return images.size() < request.images() && !images.incomplete() ? new Answer.Part() : whole(call, asked);
    }

    /** @throws CallFailure when it is longer than can be kept */
    private static String name(String job) {
        if (job.length() > VendorJob.LONGEST_ID) {
            throw new CallFailure(FailureKind.UNREADABLE, "the name of its work is too long to be one");
        }
        return job;
    }

    @Override
    public Answer.Whole outcome(Call call, ObjectNode told, boolean last) throws IOException {
        offer = call.attempt().offer();
        gather(told, call.attempt());
        Answer.Whole whole = whole(call, call.attempt().offer());
        if (!last && !images.all(ImageFiles::isKept)) {
            throw new CallFailure(FailureKind.RESET, "an image could not be copied from where the vendor put it");
        }
        return whole;
    }

    private void gather(ObjectNode answer, Attempt attempt) {
        int before = images.size();
        images.add(answer, wanted(attempt.offer()), error -> VendorErrors.shown(error, attempt));
        if (images.size() == before) {
            JsonNode error = images.firstError();
            throw error == null
                    ? new CallFailure(FailureKind.EMPTY, "the answer holds no image")
                    : parts.errors().classifyOfPart(error, attempt);
        }
    }

    @Override
    public String accept() {
        return "image/*, application/json;q=0.5";
    }

    /** Images are paid for one by one: those that were made are worth having. */
    @Override
    public @Nullable Answer rest(Call call, CallFailure failure) throws IOException {
        Offer paid = offer;
        if (paid == null || images.size() == 0) {
            return null;
        }
        images.miss(request.images() - images.size(), failure);
        return whole(call, paid);
    }

    @Override
    public @Nullable Usage spent() {
        Offer paid = offer;
        return paid == null || images.size() == 0 ? null : images.usage(paid.model(), request.promptTokens());
    }

    private Answer.Whole whole(Call call, Offer asked) throws IOException {
        images.replaceAll(image -> call.task == null
                ? parts.files().formed(image, request.form(), call)
                : parts.files().kept(image, request.form(), call));
        Usage usage = images.usage(asked.model(), request.promptTokens());
        ObjectNode joined =
                images.joined(asked.model(), usage, parts.clock().instant().getEpochSecond());
        return new Answer.Whole(parts.mapper().writeValueAsBytes(joined), usage);
    }

    /** How many the next call asks for. */
    private int wanted(Offer asked) {
        return Math.min(request.images() - images.size(), asked.model().batch());
    }

    private ObjectNode mapped(byte[] told, Attempt attempt) throws IOException {
        byte[] canonical = parts.replies().canonical(attempt.offer().vendorModel(), told, error -> parts.errors()
                .classifyUnderSuccess(error, attempt));
        JsonNode answer = tree(canonical);
        if (answer.hasNonNull("error")) {
            throw parts.errors().classifyUnderSuccess(canonical, attempt);
        }
        if (answer instanceof ObjectNode object) {
            return object;
        }
        throw new CallFailure(FailureKind.UNREADABLE, "the answer is not a JSON object");
    }

    private JsonNode tree(byte[] canonical) throws IOException {
        try {
            return parts.mapper().readTree(canonical);
        } catch (JacksonException e) {
            throw new CallFailure(FailureKind.UNREADABLE, "the answer is not valid JSON");
        }
    }

    /** A vendor that answers with the image itself. */
    private static ObjectNode drawn(byte[] image) {
        if (ImageHeader.read(image) == null) {
            throw new CallFailure(FailureKind.UNREADABLE, "the answer is called an image and is none");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("data").addObject().put("b64_json", Base64.getEncoder().encodeToString(image));
        return answer;
    }

    /** As many images, and as large ones, as we have asked for: where they are too much, it is no fault of the vendor. */
    private byte[] read(String type, InputStream body) throws IOException {
        return type.startsWith("image/")
                ? WholeBody.bytes(body, parts.replyLimit(), FailureKind.OUR_LIMIT)
                : WholeBody.read(type, body, parts.replyLimit(), FailureKind.OUR_LIMIT);
    }
}
