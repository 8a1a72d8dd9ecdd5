using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Ferry.Sync.Masking;
using Ferry.Sync.Masking.Keyed;

namespace Ferry.Microbench.Masking;

/// <summary>The keyed functions that masks could be derived from, on an e-mail address.</summary>
[MemoryDiagnoser]
public class KeyedHashBenchmark
{
    private readonly byte[] _value = "ana.lima@mail.example"u8.ToArray();
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _result = new byte[32];
    private readonly SipHash _sipHash = MaskKey.Create().For("email");
    private readonly IncrementalHash _hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, RandomNumberGenerator.GetBytes(32));
    private readonly Aes _aes = Aes.Create();

    [Benchmark(Baseline = true)]
    public UInt128 SipHash() => _sipHash.Hash(_value);

    [Benchmark]
    public int HmacSha256() => HMACSHA256.HashData(_key, _value, _result);

    [Benchmark]
    public int HmacSha256WithCachedKey()
    {
        _hmac.AppendData(_value);
        return _hmac.GetHashAndReset(_result);
    }

    [Benchmark]
    public int AesOfTwoBlocks() => _aes.EncryptCbc(_value, _result.AsSpan(0, 16), _result, PaddingMode.PKCS7);
}
