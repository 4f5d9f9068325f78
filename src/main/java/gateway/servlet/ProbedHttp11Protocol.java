package gateway.servlet;

import java.io.IOException;
import org.apache.coyote.ErrorState;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;

/** Tomcat's HTTP/1.1, with a {@link SocketProbe} left on every request. Named in the server's configuration. */
public final class ProbedHttp11Protocol extends Http11NioProtocol {

    /** Place among the notes of a Tomcat request; the container itself uses the first few. */
    static final int PROBE_NOTE = 31;

    /** Of bytes, and as many characters, which lie idle for as long as a stream lasts. What is larger passes it by. */
    private static final int RESPONSE_BUFFER = 1024;

    /** In the words of Tomcat, which has no type for it. */
    private static final String TOO_LARGE =
            StringManager.getManager(Http11Processor.class).getString("iib.requestheadertoolarge.error");

    @Override
    public int getDesiredBufferSize() {
        return RESPONSE_BUFFER;
    }

    @Override
    protected Processor createProcessor() {
        return new ProbedProcessor(this);
    }

    private static final class ProbedProcessor extends Http11Processor {

        ProbedProcessor(ProbedHttp11Protocol protocol) {
            super(protocol, protocol.getAdapter());
        }

        /** The container takes headers that are larger than its buffer for broken ones. */
        @Override
        protected void setErrorState(ErrorState state, @Nullable Throwable why) {
            if (why instanceof IllegalArgumentException && TOO_LARGE.equals(why.getMessage())) {
                response.setStatus(EntryValve.HEADERS_TOO_LARGE);
            }
            super.setErrorState(state, why);
        }

        @Override
        public SocketState service(SocketWrapperBase<?> socket) throws IOException {
            request.setNote(PROBE_NOTE, new SocketProbe(socket));
            return super.service(socket);
        }
    }
}
