package gateway.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Asked;
import gateway.api.Canonical;
import gateway.api.Dialect;
import gateway.delivery.forms.AnthropicForm;
import gateway.delivery.forms.DashScopeForm;
import gateway.delivery.forms.Form;
import gateway.delivery.forms.GeminiForm;
import gateway.delivery.forms.OpenAiForm;
import gateway.delivery.forms.ResponsesForm;
import gateway.delivery.forms.Talk;
import gateway.delivery.forms.Word;
import gateway.vendors.Replay;
import gateway.vendors.VendorModel;
import gateway.vendors.folder.VendorFolder;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * From a caller of any dialect to a vendor of any other, and back: what both know arrives, whatever it is written in. Both ends
 * are written and read by the test's own forms.
 */
class EveryPairProperties {

    private static final Replay REPLAY = OfflineReplay.create();

    private record Caller(String dialect, Form form) {}

    private record Vendor(String folder, String model, Form form) {}

    private static final List<Caller> CALLERS = List.of(
            new Caller("openai", new OpenAiForm()),
            new Caller("anthropic", new AnthropicForm()),
            new Caller("gemini", new GeminiForm()),
            new Caller("responses", new ResponsesForm()));

    private static final List<Vendor> VENDORS = List.of(
            new Vendor("claude", "claude-opus-5", new AnthropicForm()),
            new Vendor("gemini", "gemini-2.5-pro", new GeminiForm(Word.THOUGHTS)),
            new Vendor("tongyi", "qwen-plus-native", new DashScopeForm()),
            new Vendor("openai", "gpt-5.4", new OpenAiForm(Word.THOUGHTS, Word.MARKS, Word.FAILED)));

    @Property(tries = 200)
    void whatIsAskedArrivesAtEveryVendor(@ForAll long seed) {
        for (Caller caller : CALLERS) {
            for (Vendor vendor : VENDORS) {
                ObjectNode said = new Talk(seed, caller.form(), vendor.form()).request();
                byte[] canonical = read(caller, said, vendor).request();
                byte[] sent = REPLAY.request(model(vendor), canonical);

                assertThat(same(vendor.form().heard(tree(sent))))
                        .as(() -> caller + " to " + vendor + ": " + new String(canonical, UTF_8) + " sent as "
                                + new String(sent, UTF_8))
                        .isEqualTo(same(said));
            }
        }
    }

    @Property(tries = 200)
    void whatAVendorAnswersReachesEveryCaller(@ForAll long seed) {
        for (Caller caller : CALLERS) {
            for (Vendor vendor : VENDORS) {
                ObjectNode said = new Talk(seed, caller.form(), vendor.form()).answer();
                byte[] given = bytes(vendor.form().answered(said));
                ObjectNode asked = new Talk(seed, caller.form(), vendor.form()).request();
                byte[] told = read(caller, asked, vendor).wayBack().reply(REPLAY.reply(model(vendor), given));
                ObjectNode heard = caller.form().told(tree(told));
                if (vendor.form().lacks().contains(Word.REASONING)) {
                    ((ObjectNode) heard.get("usage")).remove("reasoning");
                }

                assertThat(same(heard))
                        .as(() -> vendor + " to " + caller + ": " + new String(given, UTF_8) + " told as "
                                + new String(told, UTF_8))
                        .isEqualTo(same(said));
            }
        }
    }

    private static Canonical read(Caller caller, JsonNode talk, Vendor vendor) {
        ObjectNode request = caller.form().asked(talk);
        if (!caller.dialect().equals("gemini")) {
            request.put("model", vendor.model());
        }
        String path = "/v1beta/models/" + vendor.model() + ":generateContent";
        return dialect(caller.dialect()).read(new Asked(path, null, bytes(request)));
    }

    private static Dialect dialect(String name) {
        return Shipped.dialects().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static VendorModel model(Vendor vendor) {
        VendorFolder.Content folder = Shipped.folder(Path.of("vendors", vendor.folder()), REPLAY);
        return folder.vendorModel(folder.blueprint().card().models().stream()
                .filter(each -> each.id().equals(vendor.model()))
                .findFirst()
                .orElseThrow());
    }

    /** As it is read: a number that was made may be of another type than the same one in a text. */
    private static JsonNode same(JsonNode made) {
        return tree(bytes(made));
    }

    private static byte[] bytes(JsonNode tree) {
        return tree.toString().getBytes(UTF_8);
    }

    private static JsonNode tree(byte[] bytes) {
        return Form.json(new String(bytes, UTF_8));
    }
}
