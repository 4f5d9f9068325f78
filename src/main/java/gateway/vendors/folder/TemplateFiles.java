package gateway.vendors.folder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The house's route templates as their files declare them, for whoever checks folders without a Camel that runs. */
public final class TemplateFiles implements RouteTemplates {

    private static final String FILES = "classpath*:routes/*.camel.yaml";

    private final Map<String, Map<String, Boolean>> templates = new TreeMap<>();

    /** Reads the files on the class path. */
    public TemplateFiles() {
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(FILES)) {
                try (InputStream in = file.getInputStream()) {
                    read(new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Collection<String> ids() {
        return templates.keySet();
    }

    @Override
    public @Nullable Map<String, Boolean> parameters(String id) {
        return templates.get(id);
    }

    private void read(Object entries) {
        for (Object entry : (List<?>) entries) {
            if (((Map<?, ?>) entry).get("routeTemplate") instanceof Map<?, ?> template) {
                Map<String, Boolean> parameters = new LinkedHashMap<>();
                Object declared = template.get("parameters");
                for (Object parameter : declared instanceof List<?> list ? list : List.of()) {
                    Map<?, ?> fields = (Map<?, ?>) parameter;
                    parameters.put(String.valueOf(fields.get("name")), !fields.containsKey("defaultValue"));
                }
                templates.put(String.valueOf(template.get("id")), parameters);
            }
        }
    }
}
