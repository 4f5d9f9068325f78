package gateway.delivery;

import gateway.api.Dialect;
import gateway.api.Dialects;
import gateway.vendors.Replay;
import gateway.vendors.VendorLimits;
import gateway.vendors.VendorTimeouts;
import gateway.vendors.folder.CardDefaults;
import gateway.vendors.folder.FolderReader;
import gateway.vendors.folder.TemplateFiles;
import gateway.vendors.folder.VendorFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.core.env.MapPropertySource;

/** The folders of vendors and the dialects that the gateway comes with, without a gateway. Read once. */
final class Shipped {

    private static final Map<Path, VendorFolder.Content> FOLDERS = new ConcurrentHashMap<>();

    private Shipped() {}

    static VendorFolder.Content folder(Path folder, Replay replay) {
        return FOLDERS.computeIfAbsent(folder, path -> {
            Duration any = Duration.ofSeconds(1);
            CardDefaults defaults = new CardDefaults(new VendorLimits(1, 1), new VendorTimeouts(any, any, any));
            VendorFolder read = new FolderReader(defaults, new TemplateFiles(), replay).read(path);
            return Objects.requireNonNull(read.content(), () -> read.faults().toString());
        });
    }

    static List<Dialect> dialects() {
        return Beans.DIALECTS;
    }

    private static final class Beans {

        private static final List<Dialect> DIALECTS = dialects();

        private static List<Dialect> dialects() {
            try (AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext()) {
                beans.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("test", Map.of("gateway.delivery.json-depth", "64")));
                beans.registerBean(PropertySourcesPlaceholderConfigurer.class);
                beans.scan("gateway.api");
                beans.refresh();
                return beans.getBean(Dialects.class).all();
            }
        }
    }
}
