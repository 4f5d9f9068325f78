package gateway.wire;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import gateway.fault.GatewayException;
import org.jspecify.annotations.Nullable;

/** Tells the caller what is wrong with a body that cannot be read, and where, in no parser's words. */
public final class BrokenJson {

    private BrokenJson() {}

    public static GatewayException of(JsonProcessingException e) {
        String what =
                switch (e) {
                    case JsonEOFException ended -> "it ends too early";
                    case StreamConstraintsException over ->
                        "its nesting depth, or the length of a name or number, is over the limit";
                    case MismatchedInputException more ->
                        "it must hold one JSON object, nothing after it, and in no object a field twice";
                    default -> "what stands there is not allowed there, or a comma, a quote or a bracket is missing";
                };
        return GatewayException.invalid(
                null, "The body is not valid JSON" + place(e.getLocation()) + ": " + what + ".");
    }

    private static String place(@Nullable JsonLocation at) {
        return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
