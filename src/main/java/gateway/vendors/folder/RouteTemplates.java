package gateway.vendors.folder;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The route templates that a folder can name. */
public interface RouteTemplates {

    /** Parameters that the gateway gives to every template that declares them; a folder must not. */
    Set<String> GIVEN = Set.of("name", "region", "generation", "base-url", "http-options");

    /** Ids of all templates, for messages. */
    Collection<String> ids();

    /** Parameters of a template by name, with whether they must be given; null when there is no such template. */
    @Nullable
    Map<String, Boolean> parameters(String id);
}
