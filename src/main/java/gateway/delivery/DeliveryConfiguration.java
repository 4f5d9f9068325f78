package gateway.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.admin.Decisions;
import gateway.admin.UnmappedMessages;
import gateway.identity.ApiKeys;
import gateway.metrics.GatewayMetrics;
import gateway.scoring.Breakers;
import gateway.scoring.HealthBook;
import gateway.scoring.Planner;
import gateway.scoring.ScoringSettings;
import gateway.time.Ticker;
import gateway.vendors.Replay;
import gateway.vendors.VendorDirectory;
import gateway.wire.ChatRequestReader;
import gateway.wire.EmbeddingReplyReader;
import gateway.wire.EmbeddingRequestReader;
import gateway.wire.VendorRequests;
import gateway.wire.WireJson;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** The steps of a request, as beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliverySettings.class)
class DeliveryConfiguration {

    /**
     * Routes handle their errors in the open, by {@code doTry}. An error handler beside that would cost every step something,
     * and log what passed through the route.
     */
    @Bean
    CamelContextConfiguration noErrorHandlers() {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                camel.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {
                // nothing to do
            }
        };
    }

    @Bean
    InterceptStrategy machineErrors() {
        return new MachineErrors();
    }

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
    Reception reception(Watch watch, Settle settle, Ticker ticker, InstantSource clock) {
        return new Reception(watch, settle, ticker, clock);
    }

    @Bean
    Admit admit(ApiKeys keys, Drain drain, DeliverySettings settings) {
        return new Admit(keys, drain, settings);
    }

    @Bean
    BodyMemory bodyMemory(DeliverySettings settings) {
        return new BodyMemory(settings.bodyMemory().toBytes());
    }

    @Bean
    BodyReader bodyReader(BodyMemory memory, DeliverySettings settings) {
        return new BodyReader(memory, settings);
    }

    @Bean
    ReadChat readChat(
            BodyReader bodies, BodyMemory memory, ChatOperation operation, DeliverySettings settings, Ticker ticker) {
        return new ReadChat(bodies, memory, new ChatRequestReader(requestJson(settings)), operation, ticker);
    }

    @Bean
    ChatOperation chatOperation(
            DeliverySettings settings, VendorRequests requests, Replies replies, VendorErrors errors) {
        return new ChatOperation(settings, requests, replies, errors);
    }

    @Bean
    ReadEmbeddings readEmbeddings(
            BodyReader bodies,
            BodyMemory memory,
            DeliverySettings settings,
            VendorRequests requests,
            Replies replies,
            VendorErrors errors) {
        int replyLimit = (int) settings.embeddingReplyLimit().toBytes();
        return new ReadEmbeddings(
                bodies,
                new EmbeddingRequestReader(requestJson(settings), settings.embeddingTexts()),
                new EmbeddingOperation.Factory(
                        replyLimit,
                        memory,
                        requests,
                        replies,
                        new EmbeddingReplyReader(WireJson.factory(settings.jsonDepth(), replyLimit)),
                        errors));
    }

    @Bean
    CountTokens countTokens(VendorDirectory vendors, Planner planner) {
        return new CountTokens(vendors, planner);
    }

    @Bean
    PlanCall planCall(VendorDirectory vendors, Planner planner, DeliverySettings settings) {
        return new PlanCall(vendors, planner, WireJson.mapper(MediaOperations.uploadJson(settings)));
    }

    @Bean
    VendorRouter vendorRouter(DeliverySettings settings, Planner planner) {
        return new VendorRouter(settings, planner);
    }

    @Bean
    Attempts attempts(
            DeliverySettings settings,
            Breakers breakers,
            HealthBook health,
            GatewayMetrics metrics,
            Credentials credentials,
            Ticker ticker) {
        return new Attempts(settings, breakers, health, metrics, credentials, ticker);
    }

    @Bean
    VendorRequests vendorRequests(DeliverySettings settings) {
        return new VendorRequests(WireJson.mapper(MediaOperations.uploadJson(settings)));
    }

    @Bean(destroyMethod = "close")
    TokenExchange tokenExchange(DeliverySettings settings, Ticker ticker) {
        return new TokenExchange(settings.tokenExchange(), ticker);
    }

    @Bean
    Credentials credentials(TokenExchange exchange, InstantSource clock) {
        return new Credentials(exchange, clock);
    }

    @Bean
    Enrich enrich(Credentials credentials, TaskCalls taskCalls, DeliverySettings settings) {
        return new Enrich(credentials, taskCalls, WireJson.mapper(MediaOperations.uploadJson(settings)));
    }

    @Bean
    UnmappedMessages unmappedMessages(InstantSource clock) {
        return new UnmappedMessages(clock);
    }

    @Bean
    Misfits misfits(DeliverySettings settings, UnmappedMessages unmapped, InstantSource clock) {
        return new Misfits(unmapped, clock, settings.misfitPause());
    }

    @Bean
    Replies replies(DeliverySettings settings, Misfits misfits, InstantSource clock) {
        return replies(settings, misfits, clock, RequestIds::ofAnswer);
    }

    @Bean
    VendorErrors vendorErrors(DeliverySettings settings, Misfits misfits) {
        return new VendorErrors(WireJson.mapper(replyJson(settings)), misfits);
    }

    @Bean
    Intake intake(VendorErrors errors, BodyMemory memory, Ticker ticker, InstantSource clock) {
        return new Intake(errors, memory, ticker, clock);
    }

    @Bean
    Replay replay(DeliverySettings settings, VendorRequests requests) {
        // Recordings know no time of the day.
        InstantSource never = InstantSource.fixed(Instant.EPOCH);
        Misfits misfits = new Misfits(new UnmappedMessages(never), never, null);
        Replies replies = replies(settings, misfits, never, () -> PathReplay.ID);
        VendorErrors errors = new VendorErrors(WireJson.mapper(replyJson(settings)), misfits);
        return new PathReplay(requestJson(settings), requests, replies, errors);
    }

    @Bean
    Deliver deliver(Attempts attempts, TaskCalls taskCalls, DeliverySettings settings, Ticker ticker) {
        return new Deliver(attempts, taskCalls, settings, ticker);
    }

    @Bean
    Refuse refuse(Attempts attempts) {
        return new Refuse(attempts);
    }

    @Bean
    Settle settle(
            Attempts attempts,
            Admit admit,
            BodyMemory memory,
            Watch watch,
            Decisions decisions,
            GatewayMetrics metrics,
            Ticker ticker) {
        return new Settle(attempts, admit, memory, watch, decisions, metrics, ticker);
    }

    @Bean
    Models models(VendorDirectory vendors, ScoringSettings scoring, InstantSource clock) {
        return new Models(vendors, scoring.aliases().keySet(), clock);
    }

    @Bean
    Requests requests(Decisions decisions, ObjectMapper mapper) {
        return new Requests(decisions, mapper);
    }

    private static Replies replies(
            DeliverySettings settings, Misfits misfits, InstantSource clock, Supplier<String> ids) {
        int eventLimit = (int) settings.eventLimit().toBytes();
        return new Replies(replyJson(settings), eventLimit, misfits, clock, ids);
    }

    static JsonFactory requestJson(DeliverySettings settings) {
        return WireJson.factory(settings.jsonDepth(), (int) settings.bodyLimit().toBytes());
    }

    private static JsonFactory replyJson(DeliverySettings settings) {
        long largest = Stream.of(settings.replyLimit(), settings.embeddingReplyLimit(), settings.imageReplyLimit())
                .mapToLong(DataSize::toBytes)
                .max()
                .getAsLong();
        return WireJson.factory(settings.jsonDepth(), (int) largest);
    }
}
