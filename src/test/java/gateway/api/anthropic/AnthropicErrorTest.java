package gateway.api.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.api.ApiError;
import gateway.fault.ErrorCode;
import org.junit.jupiter.api.Test;

class AnthropicErrorTest {

    @Test
    void aFieldIsCalledWhatTheCallerCallsIt() throws Exception {
        ApiError error = new ApiError(
                ErrorCode.INVALID_REQUEST, "The field 'stop' must be an array.", "stop", null, false, "req_1");

        assertThat(new ObjectMapper()
                        .readTree(AnthropicError.of(error))
                        .at("/error/message")
                        .textValue())
                .isEqualTo("invalid_request: stop_sequences: The field 'stop_sequences' must be an array.");
    }
}
