package gateway.servlet;

import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.rest.RestDefinition;
import org.apache.camel.model.rest.VerbDefinition;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.stereotype.Component;

/** Gives the route that Camel makes of each path of the REST DSL the path's description, which Camel itself leaves out. */
@Component
class RestRouteNames implements CamelContextConfiguration {

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
        model.getRouteDefinitions().forEach(RestRouteNames::describe);
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        // nothing to do
    }

    private static void describe(RouteDefinition route) {
        RestDefinition rest = route.getRestDefinition();
        if (rest != null) {
            rest.getVerbs().stream()
                    .filter(verb -> route.getOutputs().contains(verb.getTo()))
                    .map(VerbDefinition::getDescriptionText)
                    .forEach(route::setDescription);
        }
    }
}
