package gateway.admin;

import static gateway.scoring.Fleet.catalog;
import static gateway.scoring.Fleet.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gateway.fault.ErrorCode;
import gateway.scoring.Fleet;
import gateway.vendors.Catalog;
import gateway.vendors.Offer;
import gateway.vendors.VendorDirectory;
import gateway.vendors.VendorKey;
import java.time.Duration;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;

/** Ops see every vendor of the catalog, as it is now, through a real MBean server. */
class VendorMBeansTest {

    private final Fleet fleet = new Fleet();
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final VendorDirectory directory = new VendorDirectory();
    private final VendorMBeans beans = new VendorMBeans(
            server,
            new VendorView.Sources(
                    directory,
                    fleet.planner,
                    fleet.health,
                    fleet.breakers,
                    fleet.ticker,
                    new VendorMBeanSettings(Duration.ofSeconds(5), 1000, 500)));
    private final Catalog catalog = catalog(
            fleet.vendor("acme").model("m").model("n").regions("east", "west").live(),
            fleet.vendor("globex").model("m", "4", "16", 0.8).live());

    @Test
    void beansComeAndGoWithTheCatalog() throws Exception {
        show(catalog);
        assertThat(server.queryNames(new ObjectName("gateway:*"), null))
                .containsExactlyInAnyOrder(bean("acme"), bean("globex"));

        show(catalog(
                fleet.vendor("globex").model("m").live(),
                fleet.vendor("initech").model("m").live()));
        assertThat(server.queryNames(new ObjectName("gateway:*"), null))
                .containsExactlyInAnyOrder(bean("globex"), bean("initech"));

        beans.close();
        assertThat(server.queryNames(new ObjectName("gateway:*"), null)).isEmpty();
    }

    @Test
    void aVendorShowsWhatItOffersAndHowManyKeysWork() throws Exception {
        show(catalog);
        offer(catalog, "acme/m")
                .outlet()
                .keys()
                .quarantine(new VendorKey("acme-1", "canary-secret"), Duration.ofSeconds(9));

        assertThat((String[]) get("acme", "Regions")).containsExactly("east", "west");
        assertThat((String[]) get("acme", "Models")).containsExactly("m", "n");
        assertThat((String[]) get("acme", "Keys")).containsExactly("east: 0 of 1", "west: 1 of 1");
        assertThat(get("acme", "State")).isEqualTo("degraded");
        assertThat(get("globex", "State")).isEqualTo("healthy");
    }

    @Test
    void everyModelHasARowWithBreakerScoreAndFigures() throws Exception {
        show(catalog);
        Offer globex = offer(catalog, "globex/m");
        fleet.served(globex, Duration.ofMillis(250), Duration.ofSeconds(5));
        for (int i = 0; i < 8; i++) {
            fleet.health.tryStart(globex);
            fleet.breakers.tryAcquire(globex);
            fleet.breakers.failed(globex, 1, fleet.breakers.era(globex));
            fleet.health.failed(globex, ErrorCode.UPSTREAM_RESET);
        }

        assertThat((CompositeData[]) get("acme", "ModelStatus"))
                .as("one a model, not one a region")
                .hasSize(2);
        CompositeData row = ((CompositeData[]) get("globex", "ModelStatus"))[0];
        assertThat(row.get("breaker")).isEqualTo("open");
        assertThat(row.get("obstacle")).isEqualTo("breaker open");
        assertThat(row.get("lastError")).isEqualTo("upstream_reset at " + Fleet.NOON);
        assertThat((double) row.get("cost")).isEqualTo(0.5, within(1e-9));
        assertThat((double) row.get("performance")).isLessThan(0.5);
        assertThat((double) row.get("firstTokenMillis")).isEqualTo(250, within(1e-6));
        assertThat((double) row.get("tokensPerSecond")).isEqualTo(100, within(1e-6));
        assertThat(get("globex", "State")).isEqualTo("down");
    }

    @Test
    void theVersionInForceIsShownAfterAReload() throws Exception {
        show(catalog);
        show(catalog(fleet.vendor("acme").model("new").live()));

        assertThat((String[]) get("acme", "Models")).containsExactly("new");
    }

    @Test
    void thereIsNothingToOperate() throws Exception {
        show(catalog);

        assertThat(server.getMBeanInfo(bean("acme")).getOperations()).isEmpty();
        assertThat(server.getMBeanInfo(bean("acme")).getAttributes()).noneMatch(each -> each.isWritable());
    }

    private void show(Catalog next) {
        directory.swap(next, () -> {});
        beans.refresh();
    }

    private Object get(String vendor, String attribute) throws Exception {
        return server.getAttribute(bean(vendor), attribute);
    }

    private static ObjectName bean(String vendor) throws Exception {
        return new ObjectName("gateway:type=Vendor,name=" + vendor);
    }
}
