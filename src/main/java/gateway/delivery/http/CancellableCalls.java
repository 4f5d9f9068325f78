package gateway.delivery.http;

import gateway.delivery.Upstream;
import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * Gives the attempt a way to cut its connection. Closing the reply's stream would not do: the client library first reads
 * it to its end, and the vendor goes on generating, and billing, for nobody.
 */
final class CancellableCalls implements ExecChainHandler {

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (scope.originalRequest instanceof Cancellable call) {
            Upstream.connected(call::cancel);
        }
        ClassicHttpResponse response = chain.proceed(request, scope);
        // It was sent, and is never sent again; but who can cancel the call would keep it as long as the answer lasts.
        scope.originalRequest.setEntity(null);
        return response;
    }
}
