package org.copyhold.connect.buckets;

import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3ServiceClientConfiguration;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/**
 * Hears in which order an answer lists versions and delete markers, which the client's own classes
 * give apart. One listing, a page after the other.
 */
final class VersionOrder implements ExecutionInterceptor {
    private static final int LISTED_DEPTH = 2;

    private final XMLInputFactory reading = XMLInputFactory.newDefaultFactory();
    private volatile List<Boolean> markers = List.of();

    VersionOrder() {
        reading.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        reading.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    /** Whether each entry of the last page is a delete marker, in their order. */
    List<Boolean> markers() {
        return markers;
    }

    /** What makes a request heard. */
    SdkPlugin plugin() {
        return config -> {
            if (config instanceof S3ServiceClientConfiguration.Builder client) {
                client.overrideConfiguration(
                        client.overrideConfiguration().toBuilder()
                                .addExecutionInterceptor(this)
                                .build());
            }
        };
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        var body = context.responseBody();
        if (body.isEmpty() || !context.httpResponse().isSuccessful()) {
            return body;
        }
        try (var in = body.get()) {
            var bytes = in.readAllBytes();
            markers = order(bytes);
            return Optional.of(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            return Optional.of(new Broken(e));
        }
    }

    private List<Boolean> order(byte[] answer) {
        var order = new ArrayList<Boolean>();
        try {
            var xml = reading.createXMLStreamReader(new ByteArrayInputStream(answer));
            for (var depth = 0; xml.hasNext(); ) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        depth++;
                        if (depth == LISTED_DEPTH) {
                            add(xml.getLocalName(), order);
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> depth--;
                    default -> {}
                }
            }
        } catch (XMLStreamException e) {
            return List.of(); // the client will not be able to read it either, and say so
        }
        return order;
    }

    private static void add(String element, List<Boolean> order) {
        switch (element) {
            case "Version" -> order.add(false);
            case "DeleteMarker" -> order.add(true);
            default -> {}
        }
    }

    /** What breaks off here breaks off for the client, which then asks again. */
    private static final class Broken extends InputStream {
        private final IOException why;

        Broken(IOException why) {
            this.why = why;
        }

        @Override
        public int read() throws IOException {
            throw why;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            throw why;
        }
    }
}
