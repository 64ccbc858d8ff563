package pudding.netty;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Whatever bytes come as frames: both servers make the same of them. See docs/TESTING.md.
final class DecodersAgreeFuzz {

    @FuzzTest(maxDuration = "10m")
    void agree(byte[] bytes) {
        DecodersAgreeTest.agree(bytes, "the fuzzer");
    }
}
