package gateway.vendors.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteLintTest {

    @TempDir
    Path root;

    @Test
    void aTemplatedRouteAndAWrittenRouteAreAccepted() {
        assertThat(new FolderFixture(root).faults()).isEmpty();
        assertThat(new FolderFixture(root)
                        .write("routes.camel.yaml", FolderFixture.WRITTEN)
                        .faults())
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            vendor-chat-openai  | vendor-chat-opnai       | :2: templatedRoute.routeTemplateRef names no template, got "vendor-chat-opnai"; did you mean `vendor-chat-openai`?
            vendor-acme-chat    | vendor-other-chat       | :3: templatedRoute.routeId must be vendor-acme-chat or vendor-acme-embeddings or vendor-acme-images or vendor-acme-speech or vendor-acme-transcription, got "vendor-other-chat"
            value: acme         | value: other            | :4: templatedRoute.parameters must hold the parameter vendor with the folder's name, acme
            name: vendor        | name: vendr             | :5: templatedRoute.parameters[0].name is not a parameter of the template, got "vendr"; did you mean `vendor`?
            name: vendor        | name: base-url          | :5: templatedRoute.parameters[0].name is base-url, which the gateway gives
            value: acme         | value: "#class:java.lang.Object" | :6: templatedRoute.parameters[0].value must be text of letters
            value: acme         | `value: acme\n      - name: prefix\n        value: v1`   | :8: templatedRoute.parameters[1].value must be a path that begins with / and does not end with it, got "v1"
            value: acme         | `value: acme\n      - name: prefix\n        value: /v1/`  | :8: templatedRoute.parameters[1].value must be a path that begins with /
            value: acme         | `value: acme\n      - name: prefix\n        value: /v1?proxyHost=x` | :8: templatedRoute.parameters[1].value must be a path
            value: acme         | value: "{{env:HOME}}"   | :6: only {{base-url}}, {{vendor}}, {{region}} and {{generation}} are filled in
            routeId:            | routeid:                | :3: unknown field `templatedRoute.routeid`; did you mean `routeId`?
            templatedRoute      | rest                    | the entry must be a templatedRoute or a route, got rest
            templatedRoute      | beans                   | the entry must be a templatedRoute or a route, got beans
            - templatedRoute    | templatedRoute          | must be a list of templatedRoutes or routes
            vendor-chat-openai  | vendor-chat-langchain4j | :4: templatedRoute.parameters lacks the parameter model that the template needs
            """)
    void aFaultInATemplatedRouteIsReportedWithItsLine(String good, String bad, String expected) {
        assertFault(FolderFixture.ROUTES, good, bad, expected);
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            id: vendor-acme-chat          | id: vendor-acme            | :2: route.id must be vendor-acme-chat
            uri: direct:vendor-acme-chat  | uri: timer:tick            | :5: route.from.uri must be direct:vendor-acme-chat, got "timer:tick"
            "{{base-url}}/chat"           | https://evil.example/chat  | from.steps[3].to.uri must be {{base-url}} with a path and without a query
            "{{base-url}}/chat"           | "{{base-url}}.evil.example/chat" | from.steps[3].to.uri must be {{base-url}} with a path
            "{{base-url}}/chat"           | "{{base-url}}@evil.example" | from.steps[3].to.uri must be {{base-url}} with a path
            "{{base-url}}/chat"           | "{{base-url}}/chat?proxyHost=x" | from.steps[3].to.uri must be {{base-url}} with a path
            "{{base-url}}/chat"           | exec:ls                    | from.steps[3].to.uri must be {{base-url}} with a path
            "{{base-url}}/chat"           | file:/etc                  | from.steps[3].to.uri must be {{base-url}} with a path
            "{{base-url}}/chat"           | bean:vendorWatcher         | from.steps[3].to.uri must be {{base-url}} with a path
            "{{base-url}}/chat"           | direct:vendor-other-chat   | from.steps[3].to.uri must be {{base-url}} with a path
            "{{base-url}}/chat"           | "{{env:HOME}}/chat"        | :17: only {{base-url}}, {{vendor}}
            "{{base-url}}/chat"           | "{{base-url}}/${header.x}" | :17: only {{base-url}}, {{vendor}}
            api-version: 2026-01          | proxyHost: evil.example    | from.steps[3].to.parameters.proxyHost is an option of the call
            api-version: 2026-01          | followRedirects: true      | from.steps[3].to.parameters.followRedirects is an option of the call
            api-version: 2026-01          | httpClient.x: 1            | from.steps[3].to.parameters.httpClient.x must be named in letters
            api-version: 2026-01          | "a=1&proxyHost": x         | from.steps[3].to.parameters.a=1&proxyHost must be named in letters
            api-version: 2026-01          | PROXY-HOST: evil.example   | from.steps[3].to.parameters.PROXY-HOST is an option of the call
            api-version: 2026-01          | responseTimeout: 1         | from.steps[3].to.parameters.responseTimeout is an option of the call
            api-version: 2026-01          | lazy-start-producer: true  | from.steps[3].to.parameters.lazy-start-producer is an option of the call
            api-version: 2026-01          | api-version: "#bean"       | from.steps[3].to.parameters.api-version must be text
            id: acme-call                 | description: calls         | from.steps[3].to.id is missing
            id: acme-call                 | id: acme-enrich            | from.steps[3].to.id names acme-enrich a second time
            name: x-acme-team             | name: Transfer-Encoding    | from.steps[1].setHeader.name is Transfer-Encoding, which the gateway sets
            uri: direct:enrich-vendor-call | uri: "{{base-url}}/a"     | from.steps[3].to calls the vendor a second time
            - setHeader                   | - toD                      | from.steps[1].toD is not a step a vendor's route can have
            - setHeader                   | - script                   | from.steps[1].script is not a step
            - setHeader                   | - bean                     | from.steps[1].bean is not a step
            - setHeader                   | - process                  | from.steps[1].process is not a step
            constant: gateway             | simple: "body"             | from.steps[1].setHeader.constant is missing
            constant: gateway             | constant: "resource:file:/etc/passwd" | from.steps[1].setHeader.constant must be the header's value
            constant: gateway             | constant: Bearer abcdefghijklmnopqrst | looks like a credential
            name: x-acme-team             | name: CAMELhttpuri         | from.steps[1].setHeader.name must not begin with Camel
            name: x-acme-team             | name: Authorization        | from.steps[1].setHeader.name is Authorization, which the card's auth sets
            uri: direct:enrich-vendor-call | uri: "{{base-url}}"       | from.steps[0].to calls the vendor before direct:enrich-vendor-call
            description: Calls Acme       | errorHandler: {}           | unknown field `route.errorHandler`
            description: Calls Acme       | routeConfigurationId: x    | unknown field `route.routeConfigurationId`
            """)
    void aFaultInAWrittenRouteIsReportedWithItsLine(String good, String bad, String expected) {
        assertFault(FolderFixture.WRITTEN, good, bad, expected);
    }

    @Test
    void aSecondRouteIsAFault() {
        assertThat(new FolderFixture(root)
                        .write("routes.camel.yaml", FolderFixture.ROUTES + FolderFixture.WRITTEN)
                        .faults())
                .containsExactly("acme/routes.camel.yaml:7: is a second route for chat: remove one");
    }

    private void assertFault(String routes, String good, String bad, String expected) {
        String spoiled = routes.replace(good, bad.replace("\\n", "\n"));
        assertThat(spoiled).isNotEqualTo(routes);

        assertThat(new FolderFixture(root).write("routes.camel.yaml", spoiled).faults())
                .anySatisfy(fault ->
                        assertThat(fault).startsWith("acme/routes.camel.yaml").contains(expected));
    }
}
