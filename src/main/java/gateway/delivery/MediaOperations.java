package gateway.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import gateway.media.MediaLinks;
import gateway.media.MediaSettings;
import gateway.media.MediaStore;
import gateway.media.http.PublicClient;
import gateway.wire.ImageRequestReader;
import gateway.wire.SpeechRequestReader;
import gateway.wire.TranscriptionRequestReader;
import gateway.wire.VendorRequests;
import gateway.wire.WireJson;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of requests for images and sound, as beans. */
@Configuration(proxyBeanMethods = false)
class MediaOperations {

    /** Of what stands around a file, in bytes. */
    private static final int MARGIN = 64 * 1024;

    @Bean
    ReadImages readImages(
            BodyReader bodies,
            BodyMemory memory,
            DeliverySettings settings,
            VendorRequests requests,
            Replies replies,
            VendorErrors errors,
            ImageFiles files,
            TaskTags tags,
            MediaSettings media,
            InstantSource clock) {
        int replyLimit = (int) settings.imageReplyLimit().toBytes();
        return new ReadImages(
                bodies,
                new ImageRequestReader(uploadJson(settings), settings.images(), media.pixelLimit()),
                new ImageOperation.Factory(
                        replyLimit,
                        memory,
                        requests,
                        replies,
                        WireJson.mapper(WireJson.factory(settings.jsonDepth(), replyLimit)),
                        errors,
                        files,
                        tags,
                        clock));
    }

    @Bean
    ReadSpeech readSpeech(BodyReader bodies, DeliverySettings settings, VendorRequests requests, VendorErrors errors) {
        return new ReadSpeech(
                bodies,
                new SpeechRequestReader(DeliveryConfiguration.requestJson(settings)),
                new SpeechOperation(requests, errors));
    }

    @Bean
    ReadTranscription readTranscription(
            BodyReader bodies, DeliverySettings settings, VendorRequests requests, VendorErrors errors) {
        JsonFactory json = DeliveryConfiguration.requestJson(settings);
        int replyLimit = (int) settings.replyLimit().toBytes();
        return new ReadTranscription(
                bodies,
                new TranscriptionRequestReader(json),
                new TranscriptionOperation(
                        requests,
                        errors,
                        WireJson.mapper(WireJson.factory(settings.jsonDepth(), replyLimit)),
                        replyLimit),
                WireJson.mapper(json),
                new UploadFolder(settings.uploadFolder(), settings.uploadDisk().toBytes()));
    }

    @Bean
    ImageFiles imageFiles(
            BodyMemory memory, MediaStore store, MediaLinks links, PublicClient fetch, MediaSettings settings) {
        return new ImageFiles(memory, store, links, fetch, settings);
    }

    @Bean
    ShowMedia showMedia(MediaStore store, MediaLinks links, InstantSource clock) {
        return new ShowMedia(store, links, clock);
    }

    /** Base64 in JSON takes a third more than the file it stands for. */
    static JsonFactory uploadJson(DeliverySettings settings) {
        long largest =
                Math.max(settings.bodyLimit().toBytes(), settings.uploadLimit().toBytes() * 4 / 3 + MARGIN);
        return WireJson.factory(settings.jsonDepth(), (int) Math.min(Integer.MAX_VALUE, largest));
    }
}
