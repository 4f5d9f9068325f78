package streams;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this process may and does use. */
public final class OwnProcess {

    private static final UnixOperatingSystemMXBean SYSTEM =
            (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int RESERVE = 100; // jars, libraries, selectors, pipes

    private OwnProcess() {}

    public static long cpuNanos() {
        return SYSTEM.getProcessCpuTime();
    }

    /** Connections that the limit of open files leaves room for; the JVM itself raises the soft limit to the hard one. */
    public static long connections() {
        return SYSTEM.getMaxFileDescriptorCount() - RESERVE;
    }
}
