from rest_framework import serializers


class PageErrorSerializer(serializers.Serializer[object]):
    code = serializers.CharField()
    message = serializers.CharField()


class ReadBlockSerializer(serializers.Serializer[object]):
    kind = serializers.ChoiceField(["heading", "text", "row"])
    text = serializers.CharField()
    level = serializers.IntegerField(help_text="A heading's depth from 1.")
    row = serializers.IntegerField(allow_null=True)
    cells = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField(allow_blank=True)),
        help_text="A row's [header, value] pairs.",
    )


class ReadPageSerializer(serializers.Serializer[object]):
    ord = serializers.IntegerField()
    number = serializers.IntegerField(allow_null=True)
    title = serializers.CharField(allow_blank=True)
    is_scan = serializers.BooleanField()
    error = PageErrorSerializer(allow_null=True)
    blocks = ReadBlockSerializer(many=True)


class ReadPagePageSerializer(serializers.Serializer[object]):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = ReadPageSerializer(many=True)
