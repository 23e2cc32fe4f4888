package org.copyhold.connect.buckets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class S3ProxyBucketsTest extends BucketsContract {
    @Override
    TestEndpoint server() {
        return TestEndpoint.S3PROXY;
    }

    /** LocalS3 counts letters where it should count bytes, and cuts such listings short. */
    @Test
    void keysMayHaveAnyLetters() {
        put("fö ö/bär", bytes(700));

        var recording = record(resource());
        var made = restore(recording, order("job-1", connector().asNew("us-east-1")));

        assertThat(recording.entries()).hasSize(7);
        assertThat(differences(resource(), made)).isEmpty();
    }
}
