package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.junit.jupiter.api.Test;

/** Deny by default: a path added tomorrow is closed until it admits its callers. And ops can read what they see. */
class EveryRouteIT {

    /** Take no input and need no key. */
    private static final Set<String> OPEN = Set.of("direct:livez", "direct:readyz");

    private final CamelContext camel = Gateway.shared().bean(CamelContext.class);

    @Test
    void everyPathAdmitsItsCallersBeforeItDoesAnythingElse() {
        List<RouteDefinition> entries = routes().filter(
                        route -> route.getInput().getEndpointUri().startsWith("rest:"))
                .toList();
        assertThat(entries).hasSizeGreaterThanOrEqualTo(8);

        for (RouteDefinition entry : entries) {
            String target = ((SendDefinition<?>) entry.getOutputs().getLast()).getEndpointUri();
            for (String way : target.startsWith("direct:take-") ? choices(target) : List.of(target)) {
                if (!OPEN.contains(way)) {
                    List<String> steps = steps(way);
                    assertThat(steps.getFirst()).as(way).endsWith("-receive");
                    assertThat(steps.get(1)).as(way).endsWith("-admit");
                }
            }
        }
    }

    /** Where a route leads that does nothing but choose. */
    private List<String> choices(String target) {
        List<ProcessorDefinition<?>> steps = all(route(target).getOutputs()).toList();
        assertThat(steps).extracting(ProcessorDefinition::getShortName).isSubsetOf("choice", "when", "otherwise", "to");
        return steps.stream()
                .filter(SendDefinition.class::isInstance)
                .map(step -> ((SendDefinition<?>) step).getEndpointUri())
                .toList();
    }

    @Test
    void everyRouteAndEveryStepHasANameToRead() {
        assertThat(routes()).allSatisfy(route -> {
            assertThat(route.getDescriptionText()).as(route.getId()).isNotBlank();
            boolean rest = route.getInput().getEndpointUri().startsWith("rest:");
            assertThat(all(route.getOutputs())
                            .filter(step -> !rest && step.getShortName().matches("to|toD|process|bean|dynamicRouter")))
                    .as(route.getId())
                    .allSatisfy(step -> assertThat(step.hasCustomIdAssigned())
                            .as(String.valueOf(step))
                            .isTrue());
        });
    }

    @Test
    void noRouteCallsWhatMessagesCouldAbuse() {
        assertThat(camel.getEndpoints())
                .extracting(endpoint -> endpoint.getEndpointUri().replaceAll(":.*", ""))
                .isSubsetOf("direct", "rest", "servlet", "http", "https", "langchain4j-chat");
    }

    private List<String> steps(String target) {
        return all(route(target).getOutputs())
                .filter(step -> "process".equals(step.getShortName()))
                .map(ProcessorDefinition::getId)
                .toList();
    }

    private RouteDefinition route(String target) {
        return routes().filter(each -> each.getInput().getEndpointUri().equals(target))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<ProcessorDefinition<?>> all(List<ProcessorDefinition<?>> steps) {
        return steps.stream().flatMap(step -> Stream.concat(Stream.of(step), all(step.getOutputs())));
    }

    private Stream<RouteDefinition> routes() {
        return camel.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions().stream();
    }
}
