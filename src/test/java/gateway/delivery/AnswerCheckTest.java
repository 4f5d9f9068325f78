package gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerCheckTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AnswerCheck chunks = new AnswerCheck(false);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []                                                            | it is no object
            {}                                                            | choices is missing
            {'unknown': 'no output'}                                      | the mapping does not know it, no output
            {'unknown': 'done: and all that was said, at length'}         | the mapping does not know it
            {'choices': {}}                                               | choices is no array
            {'choises': []}                                               | choises is not known; did you mean choices?
            {'choices': [], 'usge': {}}                                   | usge is not known; did you mean usage?
            {'choices': [{'finsh_reason': 'stop', 'message': {}}]}        | choices[0].finsh_reason is not known; did you mean finish_reason?
            {'choices': [{'finish_reason': 'stop', 'message': {'contnet': 'x'}}]} | choices[0].message.contnet is not known; did you mean content?
            {'choices': ['x']}                                            | choices[0] is no object
            {'choices': [{'message': {'content': 'x'}}]}                  | choices[0].finish_reason is missing
            {'choices': [{'finish_reason': 'done', 'message': {}}]}       | choices[0].finish_reason is none of stop,
            {'choices': [{'finish_reason': 'stop', 'mesage': {}}]}        | choices[0].mesage is not known; did you mean message?
            {'choices': [{'finish_reason': 'stop'}]}                      | choices[0].message is no object
            {'choices': [{'finish_reason': 'stop', 'message': {'content': 7}}]}   | choices[0].message.content is no text
            {'choices': [{'finish_reason': 'stop', 'message': {'content': {}}}]}  | choices[0].message.content is no text
            {'choices': [{'finish_reason': 'stop', 'message': {'reasoning_content': []}}]} | .reasoning_content is no text
            {'choices': [{'finish_reason': 'stop', 'message': {'tool_calls': {}}}]}        | .tool_calls is no array
            {'choices': [{'finish_reason': 'stop', 'message': {'images': {}}}]}            | .images is no array
            {'choices': [{'finish_reason': 'stop', 'message': {'thinking_blocks': 'x'}}]}  | .thinking_blocks is no array
            {'choices': [{'finish_reason': 'stop', 'message': {'content': null}}]} | it says nothing
            {'choices': [{'finish_reason': null, 'message': {'role': 'assistant', 'content': ''}}]} | it says nothing
            """)
    void aWholeAnswerIsNamedByWhatIsWrongWithIt(String answer, String fault) {
        assertThat(whole(answer)).contains(fault).doesNotContain("done");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'function': {'nme': 'f', 'arguments': '{}'}}  | choices[0].message.tool_calls[1].function.name is no name
            {'function': {'name': '', 'arguments': '{}'}}  | choices[0].message.tool_calls[1].function.name is no name
            {'function': {'name': 'f', 'arguments': {}}}   | choices[0].message.tool_calls[1].function.arguments is no text
            {'custom': {'nme': 'f', 'input': 'x'}}         | choices[0].message.tool_calls[1].custom.name is no name
            {'functon': {'name': 'f', 'arguments': '{}'}}  | choices[0].message.tool_calls[1].function.name is no name
            """)
    void aCallOfAToolHasANameAndArguments(String call, String fault) {
        assertThat(whole("{'choices': [{'finish_reason': 'tool_calls', 'message': {'tool_calls': ["
                        + "{'id': '1', 'function': {'name': 'f', 'arguments': ''}}, " + call + "]}}]}"))
                .isEqualTo(fault);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'error': {'message': 'x'}}",
                "{'choices': [{'finish_reason': 'stop', 'message': {'content': 'hi', 'new': {}}, 'also': 1}]}",
                "{'choices': [{'finish_reason': 'stop', 'message': {'content': [{'type': 'text', 'text': 'hi'}]}}]}",
                "{'choices': [{'finish_reason': 'length', 'message': {'content': null, 'reasoning_content': 'hm'}}]}",
                "{'choices': [{'finish_reason': 'stop', 'message': {'content': ''}}], 'usage': {'prompt_tokens': 3}}",
                "{'choices': [{'finish_reason': 'content_filter', 'message': {'content': null}}]}",
                "{'choices': [{'finish_reason': 'length', 'message': {'content': null}}]}",
                "{'choices': [{'finish_reason': 'stop', 'stop_reason': '.', 'message': {'content': null}}]}",
                "{'choices': [{'finish_reason': 'stop', 'message': {'content': null, 'audio': {'id': 'a'}}}]}",
                "{'choices': [{'finish_reason': null, 'message': {'content': 'hi'}}]}",
                "{'choices': [{'finish_reason': 'stop', 'message': {'context': {'a': 1}}}]}",
                "{'choices': [{'finish_reason': 'stop', 'message': {'content': 'x', 'contents': 'y'}}]}",
                "{'choices': [{'finish_reason': 'tool_calls', 'message': {'tool_calls': [{'function': {'name': 'f'}}]}}]}",
                "{'choices': [{'finish_reason': 'tool_calls', 'message': {'tool_calls': [{'custom': {'name': 'f'}}]}}]}",
                "{'choices': null, 'usage': {'prompt_tokens': 3}}"
            })
    void whatClientsCanReadPasses(String answer) {
        assertThat(whole(answer)).isNull();
    }

    /** Arguments come in pieces: what they are for is said in the first. */
    @Test
    void aCallInPiecesIsNamedInItsFirst() {
        assertThat(piece(0, "'name': 'f', 'arguments': ''")).isNull();
        assertThat(piece(0, "'arguments': '{}'")).isNull();
        assertThat(piece(0, "'name': null, 'arguments': ''")).isNull();
        assertThat(piece(1, "'arguments': '{}'")).isEqualTo("choices[0].delta.tool_calls[0].function.name is no name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'usage': {}}", "{'choices': []}", "{'choices': [{'finish_reason': 'stop'}]}"})
    void aChunkNeedNotSayAnything(String chunk) {
        assertThat(fault(chunks, chunk)).isNull();
    }

    private @Nullable String piece(int index, String function) {
        return fault(
                chunks,
                "{'choices': [{'delta': {'tool_calls': [{'index': " + index + ", 'function': {" + function + "}}]}}]}");
    }

    private static @Nullable String whole(String answer) {
        return fault(new AnswerCheck(true), answer);
    }

    private static @Nullable String fault(AnswerCheck check, String answer) {
        try {
            return check.fault(JSON.readTree(answer.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(answer, e);
        }
    }
}
