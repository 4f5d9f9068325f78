package gateway.api;

import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;

/** How much of one streamed answer is kept, in dialects that tell things later than they come, or again. Not thread-safe. */
public final class AnswerMemory {

    private final int most;
    private long kept;

    /** @param most characters */
    public AnswerMemory(int most) {
        this.most = most;
    }

    /** Counts characters that are kept from now on. What is empty takes room, too. */
    public void keep(int characters) {
        kept += characters + 1L;
        if (kept > most) {
            throw new GatewayException(
                    ErrorCode.UPSTREAM_TOO_LARGE,
                    "More of the answer is to be kept than gateway.delivery.answer-memory allows.");
        }
    }
}
