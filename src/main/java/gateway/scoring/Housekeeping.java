package gateway.scoring;

import gateway.vendors.Catalog;
import gateway.vendors.LiveVendor;
import gateway.vendors.VendorDirectory;
import java.util.HashSet;
import java.util.Set;
import org.springframework.scheduling.annotation.Scheduled;

/** Drops what is remembered of vendors and models that have left the catalog, so that memory stays bounded. */
final class Housekeeping {

    private final VendorDirectory directory;
    private final HealthBook health;
    private final Breakers breakers;

    Housekeeping(VendorDirectory directory, HealthBook health, Breakers breakers) {
        this.directory = directory;
        this.health = health;
        this.breakers = breakers;
    }

    @Scheduled(fixedDelayString = "${gateway.scoring.housekeeping}")
    void tidy() {
        Catalog catalog = directory.catalog();
        Set<String> vendors = new HashSet<>();
        Set<String> offers = new HashSet<>();
        for (LiveVendor vendor : catalog.vendors()) {
            String name = vendor.card().name();
            vendors.add(name);
            vendor.card().models().forEach(model -> offers.add(name + '/' + model.id()));
        }
        health.retain(offers, vendors);
        breakers.retain(offers);
    }
}
