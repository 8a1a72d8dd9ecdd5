using System.Buffers.Binary;
using Ferry.Sync.Masking.Keyed;

namespace Ferry.Tests.Sync.Masking.Keyed;

public sealed class SipHashTests
{
    [Theory]
    [InlineData(0, "A3817F04BA25A8E66DF67214C7550293")]
    [InlineData(1, "DA87C1D86B99AF44347659119B22FC45")]
    [InlineData(8, "3B62A9BA6258F5610F83E264F31497B4")]
    [InlineData(15, "5493E99933B0A8117E08EC0F97CFC3D9")]
    [InlineData(63, "5150D1772F50834A503E069A973FBD7C")]
    public void Agrees_with_OpenSSL(int length, string expected)
    {
        var key = BinaryPrimitives.ReadUInt128LittleEndian(Enumerable.Range(0, 16).Select(value => (byte)value).ToArray());
        var result = new byte[16];

        BinaryPrimitives.WriteUInt128LittleEndian(result, new SipHash(key).Hash(Enumerable.Range(0, length).Select(value => (byte)value).ToArray()));

        Convert.ToHexString(result).ShouldBe(expected);
    }
}
