package gateway.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.admin.Decisions;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import java.io.IOException;

/** Tells callers what became of their recent requests. */
public final class Requests {

    private static final String PREFIX = "/api/v1/requests/";

    private final Decisions decisions;
    private final ObjectMapper mapper;

    Requests(Decisions decisions, ObjectMapper mapper) {
        this.decisions = decisions;
        this.mapper = mapper;
    }

    /** {@code GET /api/v1/requests/{id}}; another account's request is as unknown as one that never was. */
    public void show(Call call) throws IOException {
        String id = call.inbound().path().substring(PREFIX.length());
        JsonNode decision = decisions
                .find(call.principal().accountId(), id)
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.REQUEST_NOT_FOUND,
                        "There is no recent request of yours with this id; see the header " + RequestIds.HEADER
                                + " of an answer."));
        call.status = 200;
        call.inbound().client().send(200, AnswerHeaders.json(call), mapper.writeValueAsBytes(decision));
    }
}
