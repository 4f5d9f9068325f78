package gateway.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.live.Gateway;
import org.apache.camel.component.servlet.CamelHttpTransportServlet;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.ServletRegistrationBean;

class RestServletIT {

    /** Camel's own way compares each request with every path, and nobody would notice but the processor. */
    @Test
    void pathsAreFoundInAMap() {
        ServletRegistrationBean<?> bean = Gateway.shared().bean("gatewayServlet", ServletRegistrationBean.class);
        CamelHttpTransportServlet servlet = (CamelHttpTransportServlet) bean.getServlet();

        assertThat(servlet.getServletResolveConsumerStrategy()).isInstanceOf(ExactPathFirst.class);
    }
}
