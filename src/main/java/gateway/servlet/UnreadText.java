package gateway.servlet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.CharBuffer;
import org.apache.catalina.connector.InputBuffer;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/**
 * Frees the 16 KB that Tomcat keeps with each connection for servlets that read a body as text, which none does here: an
 * open stream holds them for as long as it lasts. There is no setting for it, so a private field is set. A Tomcat that has
 * no such field keeps its buffer.
 */
final class UnreadText {

    /** In characters. A body is read as text through it all the same, only in small pieces. */
    private static final int ROOM = 64;

    private static final @Nullable VarHandle INPUT = field(Request.class, "inputBuffer", InputBuffer.class);
    private static final @Nullable VarHandle TEXT = field(InputBuffer.class, "cb", CharBuffer.class);

    private UnreadText() {}

    /** Whether there was something to free: a connection's first request has it. */
    static boolean free(Request request) {
        if (INPUT == null || TEXT == null) {
            return false;
        }
        Object input = INPUT.get(request);
        if (((CharBuffer) TEXT.get(input)).capacity() <= ROOM) {
            return false;
        }
        CharBuffer small = CharBuffer.allocate(ROOM);
        small.limit(0);
        TEXT.set(input, small);
        return true;
    }

    private static @Nullable VarHandle field(Class<?> owner, String name, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).findVarHandle(owner, name, type);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
