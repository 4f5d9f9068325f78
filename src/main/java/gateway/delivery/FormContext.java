package gateway.delivery;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.tomcat.util.http.fileupload.UploadContext;

/**
 * A form as Tomcat's reader of forms wants it.
 *
 * @param contentLength in bytes; -1 where it is not known
 * @param contentType with the boundary between the parts
 */
record FormContext(InputStream body, long contentLength, String contentType) implements UploadContext {

    @Override
    public InputStream getInputStream() {
        return body;
    }

    @Override
    public String getContentType() {
        return contentType;
    }

    @Override
    public String getCharacterEncoding() {
        return StandardCharsets.UTF_8.name();
    }
}
