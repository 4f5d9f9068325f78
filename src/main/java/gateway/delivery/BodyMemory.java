package gateway.delivery;

import gateway.fault.GatewayException;

/**
 * Keeps the request bodies that this node holds at once within a limit, whatever their number, and the vectors gathered for
 * requests. Counted is each body in the form in which it waits; what a vendor is sent is another copy of about its size, for
 * as long as it is being sent. A whole answer counts until it is sent, too, but is never refused: it is paid. Thread-safe.
 */
final class BodyMemory {

    private final Room room;

    /** @param limit bytes */
    BodyMemory(long limit) {
        this.room = new Room(limit, "large requests");
    }

    /** @throws GatewayException 503 when there is no room for so many bytes more */
    void reserve(Call call, long bytes) {
        room.reserve(bytes);
        call.bodyBytes += bytes;
    }

    /** The body of this request takes so many bytes now: it has been put into another form, or is needed no more. */
    void resize(Call call, long bytes) {
        room.add(bytes - call.bodyBytes);
        call.bodyBytes = bytes;
    }

    /** The body of this request is needed no more; may be said twice. */
    void release(Call call) {
        resize(call, 0);
    }
}
