using System.Globalization;
using Ferry.Sync.Masking;
using Ferry.Tests.Environments;

namespace Ferry.Tests.Sync.Masking;

public sealed class MaskKeyTests
{
    [Fact]
    public void A_key_comes_back_from_its_text()
    {
        var key = MaskKey.Create();

        var read = MaskKey.Parse(new Secret($" {key.Format().Reveal()}\n"));

        read.Fingerprint.ShouldBe(key.Fingerprint);
        Masked.Value(MaskKind.Email, "a@b.org", key: read).ShouldBe(Masked.Value(MaskKind.Email, "a@b.org", key: key));
    }

    [Fact]
    public void No_two_keys_are_alike() => MaskKey.Create().Fingerprint.ShouldNotBe(MaskKey.Create().Fingerprint);

    [Theory]
    [InlineData("")]
    [InlineData("hunter number two")]
    [InlineData("c2hvcnQ=")]
    [InlineData("zz0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")]
    public void A_text_that_is_no_key_is_refused_and_not_shown(string text)
    {
        var fault = Should.Throw<FerryException>(() => MaskKey.Parse(new Secret(text)));

        (fault.Kind, fault.Code).ShouldBe((FailureKind.Key, "mask.key-invalid"));
        if (text.Length > 0)
        {
            $"{fault} {fault.Reason} {fault.Remedy}".ShouldNotContain(text);
        }
    }

    [Fact]
    public void A_key_never_shows_itself() => string.Create(CultureInfo.InvariantCulture, $"{MaskKey.Create()}").ShouldBe("********");

    [Fact]
    public void A_configured_key_is_fetched_from_where_it_is_kept()
    {
        using var folder = new ConfigurationFolder()
            .WithFerry("""{ "Environments": { "local": {}, "staging": { "Sync": { "MaskKey": "env:OTHER" } } }, "Sync": { "MaskKey": "env:MASKS" } }""")
            .WithVariable("MASKS", Masked.OtherKey.Format().Reveal());
        var configuration = folder.Load();

        configuration.Environment("local").ResolveMaskKey()!.Fingerprint.ShouldBe(Masked.OtherKey.Fingerprint);
        Should.Throw<FerryException>(() => configuration.Environment("staging").ResolveMaskKey()).Message.ShouldContain("Environments:staging:Sync:MaskKey");
        configuration.Entries.Single(entry => entry.Key == "Ferry:Sync:MaskKey").Value.ShouldBe("env:MASKS");
    }

    [Fact]
    public void Without_a_configured_key_there_is_none()
    {
        using var folder = new ConfigurationFolder().WithFerry("""{ "Environments": { "local": {} } }""");

        folder.Load().Environment("local").ResolveMaskKey().ShouldBeNull();
    }
}
