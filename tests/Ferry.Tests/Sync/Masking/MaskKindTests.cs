using System.Net;
using System.Text;
using Ferry.Environments;
using Ferry.Masking;
using Ferry.Sync.Masking;
using Ferry.Sync.Masking.Kinds;

namespace Ferry.Tests.Sync.Masking;

public sealed class MaskKindTests
{
    [Fact]
    public void Spellings_of_an_address_stay_spellings()
    {
        string[] spellings = ["ana@real.org", "Ana@Real.org", " ana@real.org", "ANA@REAL.ORG"];

        var masks = spellings.Select(value => Masked.Value(MaskKind.Email, value)).ToList();

        masks.Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(1);
        masks.Distinct().Count().ShouldBe(4);
        masks[0].ShouldBe(masks[0].ToLowerInvariant());
        masks[3].ShouldBe(masks[0].ToUpperInvariant());
    }

    [Fact]
    public void A_short_column_still_takes_an_address() => Masked.Value(MaskKind.Email, "ana@real.org", "varchar(22)", unique: true).ShouldMatch("^[0-9a-z]{10}@example.org$");

    [Fact]
    public void A_full_name_agrees_with_its_parts() =>
        Masked.Value(MaskKind.Name, "Ana Lima").ShouldBe($"{Masked.Value(MaskKind.FirstName, "ana")} {Masked.Value(MaskKind.LastName, "Lima")}");

    [Theory]
    [InlineData("+49 170 1234567", "^\\+49 [1-9][0-9]{2} [0-9]{7}$")]
    [InlineData("+1 (212) 555-0100", "^\\+1 \\([1-9][0-9]{2}\\) [0-9]{3}-[0-9]{4}$")]
    [InlineData("00358 40 1234567", "^00358 [1-9][0-9] [0-9]{7}$")]
    [InlineData("0170 1234567", "^0[1-9][0-9]{2} [0-9]{7}$")]
    public void A_phone_number_keeps_its_country_and_form(string number, string form)
    {
        var mask = Masked.Value(MaskKind.Phone, number);

        mask.ShouldMatch(form);
        mask.ShouldNotBe(number);
    }

    [Fact]
    public void A_phone_number_written_in_several_ways_stays_one_number()
    {
        string[] ways = ["+49 170 1234567", "0049/170/1234567", "(0170) 1234567", "0170-123-4567"];

        ways.Select(way => string.Concat(Masked.Value(MaskKind.Phone, way).Where(char.IsAsciiDigit))[^10..]).Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("10.1.2.3", "10.")]
    [InlineData("192.168.7.9", "192.168.")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("fe80::1", "fe80::")]
    [InlineData("2001:db8::1", "2")]
    [InlineData("::1", "::1")]
    public void An_address_keeps_what_makes_it_special(string address, string start) => Masked.Value(MaskKind.Ip, address).ShouldStartWith(start);

    [Fact]
    public void Addresses_of_one_network_stay_in_one_network()
    {
        var masks = Enumerable.Range(0, 256).Select(host => IPAddress.Parse(Masked.Value(MaskKind.Ip, $"203.0.113.{host}")).GetAddressBytes()).ToList();

        masks.Select(mask => string.Join('.', mask[..3])).Distinct().Count().ShouldBe(1);
        masks.Select(mask => mask[3]).Distinct().Count().ShouldBe(256);
        string.Join('.', masks[0][..3]).ShouldNotBe("203.0.113");
    }

    [Fact]
    public void Binary_addresses_and_identifiers_stay_binary()
    {
        var columns = new[] { Masked.Column("ip", "varbinary(16)"), Masked.Column("id", "binary(16)") };
        var rules = Masked.Rules(("users.ip", new() { Kind = MaskKind.Ip }), ("users.id", new() { Kind = MaskKind.Uuid }));
        var id = Guid.Parse("0b1e7a52-3c4d-4f5a-8b6c-7d8e9f0a1b2c");
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        byte[] row = [203, (byte)'\\', (byte)'0', 113, 7, (byte)'\t', .. id.ToByteArray(bigEndian: true), (byte)'\n'];

        Masked.Rows(columns, rules).Mask(row, output);

        var fields = Encoding.Latin1.GetString(output.WrittenSpan).TrimEnd('\n').Split('\t')
            .Select(field => Encoding.Latin1.GetBytes(field.Replace("\\0", "\0").Replace("\\t", "\t").Replace("\\n", "\n").Replace("\\\\", "\\"))).ToList();
        new IPAddress(fields[0]).ToString().ShouldBe(Masked.Value(MaskKind.Ip, "203.0.113.7"));
        new Guid(fields[1], bigEndian: true).ToString().ShouldBe(Masked.Value(MaskKind.Uuid, id.ToString()));
    }

    [Theory]
    [InlineData("4111 1111 1111 1111")]
    [InlineData("378282246310005")]
    public void A_card_number_stays_valid(string number)
    {
        var mask = Masked.Value(MaskKind.Card, number);

        mask[0].ShouldBe(number[0]);
        Luhn.IsValid(Encoding.ASCII.GetBytes(mask.Replace(" ", ""))).ShouldBeTrue();
    }

    [Theory]
    [InlineData("DE89 3704 0044 0532 0130 00")]
    [InlineData("GB29NWBK60161331926819")]
    public void An_IBAN_stays_valid_and_in_its_country(string number)
    {
        var mask = Masked.Value(MaskKind.Iban, number);

        mask[..2].ShouldBe(number[..2]);
        Iban.IsValid(Encoding.ASCII.GetBytes(mask.Replace(" ", ""))).ShouldBeTrue();
    }

    [Fact]
    public void Dates_of_one_person_move_alike_and_those_of_another_do_not()
    {
        var columns = new[] { Masked.Column("id", "int"), Masked.Column("a", "date"), Masked.Column("b", "datetime") };
        var masker = Masked.Rows(columns, Masked.Rules(("users.?", new() { Kind = MaskKind.DateShift, By = "id" })));
        int Shift(string row, int column, string raw) => (DateTime.Parse(masker.Row(row).TrimEnd('\n').Split('\t')[column]) - DateTime.Parse(raw)).Days;

        var shifts = Enumerable.Range(1, 40).Select(id =>
        {
            var row = $"{id}\t1990-05-17\t2020-01-01 10:00:00\n";
            Shift(row, 1, "1990-05-17").ShouldBe(Shift(row, 2, "2020-01-01 10:00:00"));
            return Shift(row, 1, "1990-05-17");
        }).ToList();

        shifts.Distinct().Count().ShouldBeGreaterThan(20);
        shifts.ShouldAllBe(shift => Math.Abs(shift) >= 45 && Math.Abs(shift) <= 180);
    }

    [Fact]
    public void Unix_times_move_by_whole_days()
    {
        var seconds = long.Parse(Masked.Value(MaskKind.DateShift, "1600000000", "bigint"));
        var milliseconds = long.Parse(Masked.Value(MaskKind.DateShift, "1600000000000", "bigint"));

        ((seconds - 1600000000) % 86400).ShouldBe(0);
        (milliseconds - 1600000000000).ShouldBe((seconds - 1600000000) * 1000);
        seconds.ShouldNotBe(1600000000);
    }

    [Theory]
    [InlineData("0000-00-00", "date")]
    [InlineData("0000-00-00 00:00:00", "datetime")]
    public void A_zero_date_stays(string date, string type) => Masked.Value(MaskKind.DateShift, date, type).ShouldBe(date);

    [Theory]
    [InlineData("99999999.99", "decimal(10,2)")]
    [InlineData("-99999999.99", "decimal(10,2)")]
    [InlineData("0.01", "decimal(10,2)")]
    [InlineData("1", "int")]
    [InlineData("79228162514264337593543950335", "decimal(29,0)")]
    public void Noise_changes_a_number_and_keeps_its_decimals(string number, string type)
    {
        var mask = Masked.Value(MaskKind.NumberNoise, number, type);

        mask.ShouldNotBe(number);
        mask.Split('.').Skip(1).SingleOrDefault()?.Length.ShouldBe(number.Split('.')[1].Length);
        Math.Abs(double.Parse(mask)).ShouldBeLessThan(1e29);
    }

    [Theory]
    [InlineData("pbkdf2_sha256$600000$abc$def=", "pbkdf2_sha256$10000$")]
    [InlineData("AQAAAAIAAYagAAAAEM", "AQAAAAIAACcQAAAAE")]
    [InlineData("$argon2id$v=19$m=1", "$2y$10$")]
    [InlineData("", "")]
    public void A_password_has_the_stored_form_that_was_there(string stored, string form) => Masked.Value(MaskKind.Password, stored).ShouldStartWith(form);

    [Fact]
    public void Letters_of_other_scripts_are_replaced_too()
    {
        foreach (var value in new[] { "Ольга", "日本語日本語", "éàüö", "ひらがな" })
        {
            Masked.Value(MaskKind.Token, value).ShouldNotBe(value);
        }
    }

    [Fact]
    public void A_custom_mask_sees_the_value_and_its_column()
    {
        var seen = "";
        var custom = new FunctionMask((value, context) =>
        {
            seen = $"{value} {context.Table}.{context.Column.Name} {context.MaxCharacters} {context.Derive("x") == context.Derive("x")}";
            return "new";
        });

        Masked.Value(Custom, "old", "varchar(9)", custom: custom).ShouldBe("new");
        seen.ShouldBe("old users.value 9 True");
    }

    [Fact]
    public void A_custom_mask_that_fails_does_not_give_its_value_away()
    {
        var fault = Should.Throw<FerryException>(() => Masked.Value(Custom, "secret", custom: new FunctionMask((value, _) => throw new InvalidOperationException(value))));

        fault.Code.ShouldBe("mask.custom-failed");
        $"{fault} {fault.Reason}".ShouldNotContain("secret");
    }

    [Fact]
    public void A_custom_mask_that_does_not_fit_is_an_error() =>
        Should.Throw<FerryException>(() => Masked.Value(Custom, "old", "varchar(2)", custom: new FunctionMask((_, _) => "long"))).Reason!.ShouldContain("more than the 2 characters");

    [Fact]
    public void A_custom_mask_may_give_null() => Masked.Value(Custom, "old", custom: new FunctionMask((_, _) => null)).ShouldBe("\\N");

    private static MaskOptions Custom => new() { Kind = MaskKind.Custom, Type = "A.B" };

    private sealed class FunctionMask(Func<string, ValueMaskContext, string?> mask) : IValueMask
    {
        public string? Mask(string value, ValueMaskContext context) => mask(value, context);
    }
}
