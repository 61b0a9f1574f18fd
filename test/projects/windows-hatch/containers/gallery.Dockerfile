# escape=`
# The same escape as in our Windows containers.
FROM labdemos.azurecr.io/base/python:3.12.9
ARG GRADIO=5.0.0
RUN python -m pip install --upgrade pip && `
    pip install --no-cache-dir "gradio==${GRADIO}"
WORKDIR /srv
COPY lab/gallery.py lab/__init__.py ./
COPY ["media/front page", "./media/"]
ENV GRADIO_SERVER_NAME=0.0.0.0 GRADIO_SERVER_PORT=7860
EXPOSE 7860
CMD ["python", "gallery.py"]
