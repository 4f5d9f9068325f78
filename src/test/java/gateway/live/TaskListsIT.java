package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.MidjourneyBridge;
import gateway.identity.Principal;
import gateway.tasks.Order;
import gateway.tasks.Task;
import gateway.tasks.Tasks;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which tasks callers see. */
class TaskListsIT {

    private static final String GENERATIONS = "/v1/images/generations";
    private static final String[] LATER = {"Prefer", "respond-async"};
    private static final MidjourneyBridge BRIDGE = new MidjourneyBridge();
    private static Gateway gateway;

    @BeforeAll
    static void start() throws IOException {
        gateway = new BridgedTasks(BRIDGE).start();
        gateway.copyVendor("sandbox");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        BRIDGE.close();
    }

    @Test
    void whatNobodyHasFiledIsNotFound() {
        assertThat(gateway.get("/api/v1/tasks/task_0123").statusCode()).isEqualTo(404);
        assertThat(gateway.post("/api/v1/tasks/task_0123/cancel", "").statusCode())
                .isEqualTo(404);
        assertThat(gateway.get("/api/v1/tasks?after=task_0123").statusCode()).isEqualTo(404);
    }

    @Test
    void anotherAccountsTaskIsAsUnknownAsOneThatNeverWas() {
        Order order = new Order(GENERATIONS, null, null, true, "", null);
        String id = Task.PREFIX + "00000000000000000000000000000001";
        gateway.bean(Tasks.class).file(id, new Principal("another", "key", "free"), order, new byte[] {'{', '}'});

        assertThat(gateway.get("/api/v1/tasks/" + id).statusCode()).isEqualTo(404);
        assertThat(gateway.post("/api/v1/tasks/" + id + "/cancel", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void tasksAreListedTheNewestFirstAPageAtATime() {
        String first = BridgedTasks.id(gateway.post(GENERATIONS, sandbox(), LATER));
        String second = BridgedTasks.id(gateway.post(GENERATIONS, sandbox(), LATER));

        JsonNode page = Gateway.json(gateway.get("/api/v1/tasks?limit=1").body());
        assertThat(page.findValuesAsText("id")).containsExactly(second);
        assertThat(page.get("has_more").asBoolean()).isTrue();
        JsonNode next = Gateway.json(
                gateway.get("/api/v1/tasks?limit=1&after=" + second).body());
        assertThat(next.findValuesAsText("id")).containsExactly(first);
    }

    @Test
    void aListThatIsNotWholeSaysSo() {
        for (int i = 0; i < 4; i++) {
            gateway.post(GENERATIONS, sandbox(), LATER);
        }

        JsonNode page = Gateway.json(gateway.get("/api/v1/tasks").body());
        assertThat(page.get("data")).hasSize(3);
        assertThat(page.get("has_more").asBoolean()).isTrue();
    }

    private static String sandbox() {
        return "{\"model\":\"sandbox-image\",\"prompt\":\"a kite\",\"size\":\"64x48\"}";
    }
}
