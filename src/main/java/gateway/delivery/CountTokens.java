package gateway.delivery;

import gateway.api.CountingDialect;
import java.io.IOException;

/** Tells how large a prompt is, by our own estimate: no vendor is called. */
public final class CountTokens {

    private static final int OK = 200;

    CountTokens() {}

    public void answer(Call call, CountingDialect dialect) throws IOException {
        byte[] body = dialect.counted(call.request().promptTokens());
        call.inbound.client().send(OK, AnswerHeaders.json(call), body);
        call.status = OK;
    }
}
