package gateway.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.admin.Decisions;
import gateway.identity.ApiKeys;
import gateway.metrics.GatewayMetrics;
import gateway.scoring.Breakers;
import gateway.scoring.HealthBook;
import gateway.scoring.Planner;
import gateway.scoring.ScoringSettings;
import gateway.time.Ticker;
import gateway.vendors.VendorDirectory;
import gateway.wire.ChatRequestReader;
import gateway.wire.ReplyReader;
import gateway.wire.VendorRequests;
import gateway.wire.WireJson;
import java.time.InstantSource;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of a request, as beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliverySettings.class)
class DeliveryConfiguration {

    @Bean(destroyMethod = "close")
    Watch watch(DeliverySettings settings, Ticker ticker) {
        return new Watch(settings, ticker);
    }

    @Bean
    Drain drain(Watch watch, DeliverySettings settings, Ticker ticker) {
        return new Drain(watch, settings, ticker);
    }

    @Bean
    Readiness readiness(ApplicationAvailability availability, Drain drain) {
        return new Readiness(availability, drain);
    }

    @Bean
    Reception reception(Watch watch, Ticker ticker, InstantSource clock) {
        return new Reception(watch, ticker, clock);
    }

    @Bean
    Admit admit(ApiKeys keys, Drain drain, DeliverySettings settings) {
        return new Admit(keys, drain, settings);
    }

    @Bean
    ReadChat readChat(DeliverySettings settings, Ticker ticker) {
        JsonFactory json = WireJson.factory(
                settings.jsonDepth(), (int) settings.bodyLimit().toBytes());
        return new ReadChat(new ChatRequestReader(json), settings, ticker);
    }

    @Bean
    PlanCall planCall(VendorDirectory vendors, Planner planner) {
        return new PlanCall(vendors, planner);
    }

    @Bean
    VendorRouter vendorRouter(DeliverySettings settings, Planner planner) {
        return new VendorRouter(settings, planner);
    }

    @Bean
    Attempts attempts(
            DeliverySettings settings, Breakers breakers, HealthBook health, GatewayMetrics metrics, Ticker ticker) {
        return new Attempts(settings, breakers, health, metrics, ticker);
    }

    @Bean
    Enrich enrich(DeliverySettings settings) {
        JsonFactory json = WireJson.factory(
                settings.jsonDepth(), (int) settings.bodyLimit().toBytes());
        return new Enrich(new VendorRequests(WireJson.mapper(json)));
    }

    @Bean
    Intake intake(DeliverySettings settings, Ticker ticker, InstantSource clock) {
        JsonFactory json = WireJson.factory(
                settings.jsonDepth(), (int) settings.replyLimit().toBytes());
        return new Intake(settings, new ReplyReader(json), WireJson.mapper(json), ticker, clock);
    }

    @Bean
    Deliver deliver(Attempts attempts, DeliverySettings settings, Ticker ticker) {
        return new Deliver(attempts, settings, ticker);
    }

    @Bean
    Refuse refuse(Attempts attempts) {
        return new Refuse(attempts);
    }

    @Bean
    Settle settle(
            Attempts attempts, Admit admit, Watch watch, Decisions decisions, GatewayMetrics metrics, Ticker ticker) {
        return new Settle(attempts, admit, watch, decisions, metrics, ticker);
    }

    @Bean
    Models models(VendorDirectory vendors, ScoringSettings scoring, ObjectMapper mapper, InstantSource clock) {
        return new Models(vendors, scoring.aliases().keySet(), mapper, clock);
    }

    @Bean
    Requests requests(Decisions decisions, ObjectMapper mapper) {
        return new Requests(decisions, mapper);
    }
}
