package org.copyhold.connect.buckets;

class LocalS3BucketsTest extends BucketsContract {
    @Override
    TestEndpoint server() {
        return TestEndpoint.LOCALS3;
    }
}
