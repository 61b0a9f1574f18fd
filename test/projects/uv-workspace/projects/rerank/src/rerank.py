import fal


class Rerank(fal.App):
    def setup(self):
        from sentence_transformers import CrossEncoder

        self.model = CrossEncoder("BAAI/bge-reranker-v2-m3")

    @fal.endpoint("/")
    def rerank(self, request: dict) -> dict:
        return {"scores": self.model.predict(request["pairs"]).tolist()}

    @fal.endpoint("/health")
    def health(self) -> dict:
        return {}
