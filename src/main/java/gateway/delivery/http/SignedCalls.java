package gateway.delivery.http;

import gateway.delivery.CallSignature;
import gateway.delivery.Upstream;
import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/** Signs the calls of vendors that want it. Last, when address and query are what is sent. */
final class SignedCalls implements ExecChainHandler {

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        CallSignature signature = Upstream.signature();
        if (signature != null) {
            String host = request.getAuthority().toString();
            signature.headers(request.getMethod(), host, request.getPath()).forEach(request::setHeader);
        }
        return chain.proceed(request, scope);
    }
}
