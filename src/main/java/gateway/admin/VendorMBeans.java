package gateway.admin;

import gateway.vendors.Catalog;
import gateway.vendors.LiveVendor;
import gateway.vendors.VendorCard;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.springframework.scheduling.annotation.Scheduled;

/** Keeps one MBean a vendor, {@code gateway:type=Vendor,name=globex}, in step with the catalog. Thread-safe. */
final class VendorMBeans implements AutoCloseable {

    private final MBeanServer server;
    private final VendorView.Sources sources;
    private final Set<String> registered = new HashSet<>();
    private Catalog shown = Catalog.EMPTY;

    VendorMBeans(MBeanServer server, VendorView.Sources sources) {
        this.server = server;
        this.sources = sources;
    }

    /** Registers vendors that have come and unregisters those that have gone; does nothing for the catalog it knows. */
    @Scheduled(fixedDelayString = "${gateway.vendor-mbeans.refresh}")
    synchronized void refresh() {
        Catalog catalog = sources.directory().catalog();
        if (catalog != shown) {
            show(catalog.vendors().stream()
                    .map(LiveVendor::card)
                    .map(VendorCard::name)
                    .collect(Collectors.toSet()));
            shown = catalog;
        }
    }

    @Override
    public synchronized void close() {
        show(Set.of());
    }

    private void show(Set<String> names) {
        for (String gone :
                registered.stream().filter(name -> !names.contains(name)).toList()) {
            change(gone, bean -> server.unregisterMBean(bean));
            registered.remove(gone);
        }
        for (String come :
                names.stream().filter(name -> !registered.contains(name)).toList()) {
            change(come, bean -> server.registerMBean(new VendorView(come, sources), bean));
            registered.add(come);
        }
    }

    private static void change(String vendor, Change change) {
        try {
            change.apply(new ObjectName("gateway:type=Vendor,name=" + vendor));
        } catch (JMException e) {
            throw new IllegalStateException("Cannot show vendor " + vendor + " in JMX", e);
        }
    }

    private interface Change {
        void apply(ObjectName bean) throws JMException;
    }
}
