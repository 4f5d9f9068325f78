package gateway.delivery.http;

import gateway.delivery.SecretQuery;
import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;

/** Moves a {@link SecretQuery} to where its vendor wants it. */
final class SecretQueries implements ExecChainHandler {

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Header secret = request.getFirstHeader(SecretQuery.HEADER);
        if (secret != null) {
            request.removeHeaders(SecretQuery.HEADER);
            String path = request.getPath();
            request.setPath(path + (path.indexOf('?') < 0 ? '?' : '&') + secret.getValue());
        }
        return chain.proceed(request, scope);
    }
}
