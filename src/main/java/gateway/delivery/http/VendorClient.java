package gateway.delivery.http;

import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.IdleConnectionEvictor;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One pool of connections for all vendors. How long a vendor may take is the watch's business. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VendorClientSettings.class)
class VendorClient {

    /** Of a connection, in bytes, one to read and one to write; larger pieces pass them by. */
    private static final int BUFFER = 2 * 1024;

    @Bean
    HeaderFilterStrategy vendorHeaders() {
        return new VendorHeaders();
    }

    @Bean(destroyMethod = "close")
    PoolingHttpClientConnectionManager vendorConnections(VendorClientSettings settings) {
        Http1Config http = Http1Config.custom()
                .setBufferSize(BUFFER)
                .setMaxHeaderCount(settings.headerLines())
                .setMaxLineLength((int) settings.headerLine().toBytes())
                .build();
        return new ChannelSockets()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(http)
                        .build())
                .setMaxConnPerRoute(settings.connectionsPerHost())
                .setMaxConnTotal(settings.connections())
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setConnPoolPolicy(PoolReusePolicy.LIFO)
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setTcpNoDelay(true)
                        .setSoTimeout(Timeout.DISABLED)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                        .setSocketTimeout(Timeout.DISABLED)
                        .setValidateAfterInactivity(TimeValue.NEG_ONE_MILLISECOND)
                        .setTimeToLive(TimeValue.of(settings.life()))
                        .build())
                .build();
    }

    /** A connection that its vendor has closed would else stay half open until somebody wants to use it. */
    @Bean(initMethod = "start", destroyMethod = "shutdown")
    IdleConnectionEvictor vendorConnectionsCleaner(
            PoolingHttpClientConnectionManager connections, VendorClientSettings settings) {
        return new IdleConnectionEvictor(
                connections,
                Thread.ofPlatform().name("vendor-connections").daemon().factory(),
                TimeValue.of(settings.look()),
                TimeValue.of(settings.rest()));
    }

    @Bean
    VendorEndpoints vendorEndpoints(HttpClientConnectionManager connections, VendorClientSettings settings) {
        return new VendorEndpoints(connections, settings);
    }

    /** Else each endpoint would make a pool of its own. */
    @Bean
    ComponentCustomizer vendorHttpComponent(HttpClientConnectionManager connections) {
        return ComponentCustomizer.forType(HttpComponent.class, http -> http.setClientConnectionManager(connections));
    }
}
