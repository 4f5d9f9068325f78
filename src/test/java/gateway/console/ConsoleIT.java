package gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.GatewayApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The management port gives nothing away without a login, nobody changes anything with one, and 8080 knows none of it. */
@SpringBootTest(classes = GatewayApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureObservability(tracing = false)
class ConsoleIT {

    private static final String CAMEL = "org.apache.camel:context=gateway,name=%22gateway%22,type=context";

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    int publicPort;

    @LocalManagementPort
    int managementPort;

    @Value("${gateway.console.user}")
    String user;

    @Value("${gateway.console.password}")
    String password;

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void healthNeedsNoLoginAndTellsNoDetails(String path) throws Exception {
        HttpResponse<String> answer = get(managementPort, path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"UP\"").doesNotContain("details", "components");
    }

    @Test
    void prometheusNeedsNoLogin() throws Exception {
        HttpResponse<String> answer = get(managementPort, "/actuator/prometheus");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("http_connections_active", "redis_connected_clients", "jvm_memory_used_bytes")
                .doesNotContain("http_server_requests", "tomcat_");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/error",
                "/actuator",
                "/actuator/",
                "/actuator/auditevents",
                "/actuator/beans",
                "/actuator/caches",
                "/actuator/camel",
                "/actuator/camelroutecontroller",
                "/actuator/camelroutes",
                "/actuator/conditions",
                "/actuator/configprops",
                "/actuator/env",
                "/actuator/env/PATH",
                "/actuator/flyway",
                "/actuator/health/db",
                "/actuator/health/camelHealth/x",
                "/actuator/heapdump",
                "/actuator/httpexchanges",
                "/actuator/info",
                "/actuator/integrationgraph",
                "/actuator/liquibase",
                "/actuator/logfile",
                "/actuator/loggers",
                "/actuator/mappings",
                "/actuator/metrics",
                "/actuator/prometheus/x",
                "/actuator/quartz",
                "/actuator/sbom",
                "/actuator/scheduledtasks",
                "/actuator/sessions",
                "/actuator/shutdown",
                "/actuator/startup",
                "/actuator/threaddump",
                "/actuator/hawtio",
                "/actuator/hawtio/",
                "/actuator/hawtio/index.html",
                "/actuator/hawtio/auth/config/session-timeout",
                "/actuator/hawtio/auth/login",
                "/actuator/hawtio/jolokia",
                "/actuator/hawtio/jolokia/version",
                "/actuator/hawtio/keycloak/enabled",
                "/actuator/hawtio/plugin",
                "/actuator/hawtio/proxy/localhost/80/x",
                "/actuator/hawtio/static/js/main.js",
                "/actuator/hawtio/user",
                "/actuator/jolokia",
                "/actuator/jolokia/",
                "/actuator/jolokia/list",
                "/actuator/jolokia/version",
                "/hawtio",
                "/hawtio/",
                "/hawtio/index.html",
                "/jolokia",
                "/jolokia/version"
            })
    void nothingElseIsServedWithoutALoginAndNothingAtAllAtThePublicPort(String path) throws Exception {
        assertThat(get(managementPort, path).statusCode()).isEqualTo(401);
        assertThat(login(publicPort, path).statusCode()).isNotEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/readiness", "/actuator/prometheus", "/login"})
    void thePublicPortServesNotEvenWhatIsOpen(String path) throws Exception {
        assertThat(get(publicPort, path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"beans", "configprops", "env", "heapdump", "loggers", "shutdown", "threaddump"})
    void whatTellsSecretsIsNotThereForAnyone(String id) throws Exception {
        assertThat(login(managementPort, "/actuator/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void theConsoleIsThereAfterALogin() throws Exception {
        assertThat(login(managementPort, "/actuator/hawtio/").body()).contains("<title>Hawtio");
        assertThat(login(managementPort, "/actuator/hawtio/jolokia/version").body())
                .contains("\"status\":200");
        assertThat(login(managementPort, "/actuator/hawtio/proxy/localhost/80/x")
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "search/org.apache.camel:*",
                "exec/" + CAMEL + "/dumpRoutesAsXml()",
                "exec/" + CAMEL + "/dumpRoutesStatsAsXml/true/true",
                "read/java.lang:type=Memory/HeapMemoryUsage"
            })
    void theConsoleCanLook(String operation) throws Exception {
        assertThat(jolokia(operation)).contains("\"status\":200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec/" + CAMEL + "/stop()",
                "exec/" + CAMEL + "/sendBody/direct:x/y",
                "exec/" + CAMEL + "/addOrUpdateRoutesFromXml(java.lang.String)/x",
                "exec/java.lang:type=Memory/gc",
                "exec/com.sun.management:type=DiagnosticCommand/vmSystemProperties",
                "exec/com.sun.management:type=HotSpotDiagnostic/dumpHeap/x/true",
                "exec/jdk.management.jfr:type=FlightRecorder/newRecording",
                "write/java.lang:type=Memory/Verbose/true",
                "write/" + CAMEL + "/Tracing/true",
                "read/java.lang:type=Runtime/SystemProperties",
                "read/java.lang:type=Runtime/InputArguments"
            })
    void theConsoleCannotTouch(String operation) throws Exception {
        assertThat(jolokia(operation)).contains("\"status\":403");
    }

    /** The operator's browser is logged in; another page open in it is not the operator. */
    @Test
    void anotherPageInTheOperatorsBrowserIsRefused() throws Exception {
        HttpRequest.Builder read = authorized(managementPort, "/actuator/jolokia/version");
        assertThat(send(read.header("Origin", "http://evil.example")).statusCode())
                .isEqualTo(403);

        HttpRequest.Builder write = authorized(managementPort, "/actuator/jolokia")
                .POST(HttpRequest.BodyPublishers.ofString("{\"type\":\"version\"}"));
        assertThat(send(write).statusCode()).as("a POST without the token").isEqualTo(403);
    }

    private String jolokia(String operation) throws Exception {
        return login(managementPort, "/actuator/jolokia/" + operation).body();
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address(port, path)));
    }

    private HttpResponse<String> login(int port, String path) throws IOException, InterruptedException {
        return send(authorized(port, path));
    }

    private HttpRequest.Builder authorized(int port, String path) {
        String credentials =
                Base64.getEncoder().encodeToString((user + ':' + password).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(address(port, path)).header("Authorization", "Basic " + credentials);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI address(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
